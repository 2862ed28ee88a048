package main

import (
	"context"
	"fmt"

	"clientele.test/play"
	"github.com/auth0/go-auth0/v2/management"
	api "github.com/auth0/go-auth0/v2/management/client"
)

// life is a client, and what belongs to it.
type life struct {
	ctx    context.Context
	server play.Server
	api    *api.Management

	key          play.Key
	name         string
	id           string
	secret       string
	credentialID string
	calendar     calendar
	grant        *management.CreateClientGrantResponseContent
	token        string
}

// calendar is the API to which the client gets access.
type calendar struct {
	id       string
	audience string
}

func (l *life) CreateClient() error {
	l.name = play.UniqueName("go-auth0")
	sent := &management.CreateClientRequestContent{
		Name:           l.name,
		Description:    management.String("plays its life"),
		AppType:        management.ClientAppTypeEnumNonInteractive.Ptr(),
		GrantTypes:     []string{"client_credentials"},
		Callbacks:      []string{"https://app.example/callback"},
		ClientMetadata: &management.ClientMetadata{"team": "calendar", "stage": "test"},
	}
	made, err := l.api.Clients.Create(l.ctx, sent)
	if err != nil {
		return err
	}
	l.id, l.secret = made.GetClientID(), made.GetClientSecret()
	if l.id == "" || l.secret == "" {
		return fmt.Errorf("neither id nor secret: %v", made)
	}
	read, err := l.readClient()
	if err != nil {
		return err
	}
	if !l.server.SecretsOnce {
		if err := play.Same("the secret", read.GetClientSecret(), l.secret); err != nil {
			return err
		}
	}
	return play.Has("the client", read, sent)
}

func (l *life) readClient() (*management.GetClientResponseContent, error) {
	return l.api.Clients.Get(l.ctx, l.id, &management.GetClientRequestParameters{})
}

func (l *life) AddKey() (err error) {
	if l.key, err = play.NewKey(); err != nil {
		return err
	}
	made, err := l.api.Clients.Credentials.Create(l.ctx, l.id, &management.PostClientCredentialRequestContent{
		Name:           management.String("first key"),
		CredentialType: management.ClientCredentialTypeEnumPublicKey,
		Alg:            management.PublicKeyCredentialAlgorithmEnumRs256.Ptr(),
		Pem:            &l.key.PublicPEM,
	})
	if err != nil {
		return err
	}
	l.credentialID = made.GetID()
	listed, err := l.api.Clients.Credentials.List(l.ctx, l.id)
	if err != nil {
		return err
	}
	got, err := l.api.Clients.Credentials.Get(l.ctx, l.id, l.credentialID)
	if err != nil {
		return err
	}
	if err := play.Same("the keys", listed, []any{made}); err != nil {
		return err
	}
	return play.Same("the key", got, made)
}

func (l *life) CreateAPI() error {
	sent := &management.CreateResourceServerRequestContent{
		Name:          management.String(play.UniqueName("Calendar")),
		Identifier:    "https://" + play.UniqueName("calendar") + ".example/",
		TokenLifetime: management.Int(3600),
		SigningAlg:    management.SigningAlgorithmEnumRs256.Ptr(),
		Scopes: []*management.ResourceServerScope{
			{Value: "read:events", Description: management.String("Read events")},
			{Value: "create:events", Description: management.String("Create events")},
		},
	}
	made, err := l.api.ResourceServers.Create(l.ctx, sent)
	if err != nil {
		return err
	}
	l.calendar = calendar{made.GetID(), made.GetIdentifier()}
	for _, name := range []string{l.calendar.id, l.calendar.audience} {
		read, err := l.readAPI(name)
		if err != nil {
			return err
		}
		if err := play.Has("the API", read, sent); err != nil {
			return err
		}
	}
	return nil
}

func (l *life) readAPI(name string) (*management.GetResourceServerResponseContent, error) {
	return l.api.ResourceServers.Get(l.ctx, name, &management.GetResourceServerRequestParameters{})
}

func (l *life) CreateGrant() (err error) {
	l.grant, err = l.api.ClientGrants.Create(l.ctx, &management.CreateClientGrantRequestContent{
		ClientID: &l.id,
		Audience: l.calendar.audience,
		Scope:    []string{"read:events"},
	})
	if err != nil {
		return err
	}
	read, err := l.api.ClientGrants.Get(l.ctx, l.grant.GetID())
	if err != nil {
		return err
	}
	if err := play.Same("the grant as it is read", read, l.grant); err != nil {
		return err
	}
	return play.Same("the grant", l.grant, map[string]any{
		"id":           l.grant.GetID(),
		"client_id":    l.id,
		"audience":     l.calendar.audience,
		"scope":        []string{"read:events"},
		"subject_type": "client",
	})
}

func (l *life) EnableKey() error {
	methods := &management.ClientAuthenticationMethod{
		PrivateKeyJwt: &management.ClientAuthenticationMethodPrivateKeyJwt{
			Credentials: []*management.CredentialID{{ID: l.credentialID}},
		},
	}
	changed, err := l.api.Clients.Update(l.ctx, l.id, &management.UpdateClientRequestContent{
		ClientAuthenticationMethods: methods,
	})
	if err != nil {
		return err
	}
	return play.Same("the methods", changed.ClientAuthenticationMethods, methods)
}

func (l *life) ChangeClient() error {
	change := &management.UpdateClientRequestContent{
		Description: management.String("plays on"),
		Callbacks:   []string{"https://app.example/callback", "https://app.example/other"},
		TokenQuota: &management.UpdateTokenQuota{
			ClientCredentials: &management.TokenQuotaClientCredentials{
				Enforce: management.Bool(true),
				PerHour: management.Int(1000),
			},
		},
	}
	changed, err := l.api.Clients.Update(l.ctx, l.id, change)
	if err != nil {
		return err
	}
	if err := play.Has("the changed client", changed, change); err != nil {
		return err
	}
	read, err := l.readClient()
	if err != nil {
		return err
	}
	return play.Has("the client", read, change)
}

func (l *life) NullTakesAway() error {
	change := &management.UpdateClientRequestContent{
		ClientMetadata: &management.ClientMetadata{"team": nil},
	}
	change.SetTokenQuota(nil)
	if _, err := l.api.Clients.Update(l.ctx, l.id, change); err != nil {
		return err
	}
	return play.Eventually(func() error {
		read, err := l.readClient()
		if err != nil {
			return err
		}
		if err := play.Lacks("the client", read, "token_quota"); err != nil {
			return err
		}
		return play.Same("the metadata", read.ClientMetadata, map[string]any{"stage": "test"})
	})
}

func (l *life) ChangeScopes() error {
	scopes := []*management.ResourceServerScope{
		{Value: "read:events", Description: management.String("Read events")},
		{Value: "delete:events", Description: management.String("Delete events")},
	}
	changed, err := l.api.ResourceServers.Update(l.ctx, l.calendar.id, &management.UpdateResourceServerRequestContent{
		Scopes: scopes,
	})
	if err != nil {
		return err
	}
	if err := play.Same("the scopes", changed.Scopes, scopes); err != nil {
		return err
	}
	grant, err := l.api.ClientGrants.Update(l.ctx, l.grant.GetID(), &management.UpdateClientGrantRequestContent{
		Scope: []string{"read:events", "delete:events"},
	})
	if err != nil {
		return err
	}
	if err := play.Same("the scopes of the grant", grant.Scope, []string{"read:events", "delete:events"}); err != nil {
		return err
	}
	return l.checkNewToken("read:events delete:events", l.bySecret())
}

func (l *life) DeleteAll() error {
	return play.Checks(
		func() error { return l.api.Clients.Credentials.Delete(l.ctx, l.id, l.credentialID) },
		func() error { return l.api.ClientGrants.Delete(l.ctx, l.grant.GetID()) },
		func() error { return l.api.ResourceServers.Delete(l.ctx, l.calendar.id) },
		func() error { return l.api.Clients.Delete(l.ctx, l.id) },
		func() error {
			_, err := l.readClient()
			return notFound(err)
		},
	)
}
