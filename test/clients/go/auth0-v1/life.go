package main

import (
	"context"
	"fmt"
	"net/http"

	"clientele.test/play"
	"github.com/auth0/go-auth0"
	"github.com/auth0/go-auth0/management"
)

// life is a client, and what belongs to it.
type life struct {
	ctx    context.Context
	server play.Server
	api    *management.Management

	key        play.Key
	client     *management.Client
	credential *management.Credential
	calendar   *management.ResourceServer
	grant      *management.ClientGrant
	token      string
}

func (l *life) CreateClient() error {
	sent := management.Client{
		Name:           auth0.String(play.UniqueName("go-auth0")),
		Description:    auth0.String("plays its life"),
		AppType:        auth0.String("non_interactive"),
		GrantTypes:     &[]string{"client_credentials"},
		Callbacks:      &[]string{"https://app.example/callback"},
		ClientMetadata: &map[string]any{"team": "calendar", "stage": "test"},
	}
	l.client = new(management.Client)
	*l.client = sent
	if err := l.api.Client.Create(l.ctx, l.client); err != nil {
		return err
	}
	if l.client.GetClientID() == "" || l.client.GetClientSecret() == "" {
		return fmt.Errorf("neither id nor secret: %v", l.client)
	}
	read, err := l.api.Client.Read(l.ctx, l.client.GetClientID())
	if err != nil {
		return err
	}
	if l.server.SecretsOnce {
		sent.ClientSecret = nil
	} else {
		sent.ClientSecret = l.client.ClientSecret
	}
	sent.ClientID = l.client.ClientID
	return play.Has("the client", read, sent)
}

func (l *life) AddKey() (err error) {
	if l.key, err = play.NewKey(); err != nil {
		return err
	}
	l.credential = &management.Credential{
		Name:           auth0.String("first key"),
		CredentialType: auth0.String("public_key"),
		Algorithm:      auth0.String("RS256"),
		PEM:            &l.key.PublicPEM,
	}
	id := l.client.GetClientID()
	if err := l.api.Client.CreateCredential(l.ctx, id, l.credential); err != nil {
		return err
	}
	// The library leaves what it sent in the object.
	l.credential.PEM = nil
	listed, err := l.api.Client.ListCredentials(l.ctx, id)
	if err != nil {
		return err
	}
	got, err := l.api.Client.GetCredential(l.ctx, id, l.credential.GetID())
	if err != nil {
		return err
	}
	if err := play.Same("the list", listed, []*management.Credential{l.credential}); err != nil {
		return err
	}
	return play.Same("the key", got, l.credential)
}

func (l *life) CreateAPI() error {
	sent := management.ResourceServer{
		Name:          auth0.String(play.UniqueName("Calendar")),
		Identifier:    auth0.String("https://" + play.UniqueName("calendar") + ".example/"),
		TokenLifetime: auth0.Int(3600),
		Scopes: &[]management.ResourceServerScope{
			{Value: auth0.String("read:events"), Description: auth0.String("Read events")},
			{Value: auth0.String("create:events"), Description: auth0.String("Create events")},
		},
	}
	l.calendar = new(management.ResourceServer)
	*l.calendar = sent
	if err := l.api.ResourceServer.Create(l.ctx, l.calendar); err != nil {
		return err
	}
	sent.ID = l.calendar.ID
	sent.SigningAlgorithm = auth0.String("RS256")
	for _, name := range []string{l.calendar.GetID(), l.calendar.GetIdentifier()} {
		read, err := l.api.ResourceServer.Read(l.ctx, name)
		if err != nil {
			return err
		}
		if err := play.Has("the API", read, sent); err != nil {
			return err
		}
	}
	return nil
}

func (l *life) CreateGrant() error {
	l.grant = &management.ClientGrant{
		ClientID: l.client.ClientID,
		Audience: l.calendar.Identifier,
		Scope:    &[]string{"read:events"},
	}
	if err := l.api.ClientGrant.Create(l.ctx, l.grant); err != nil {
		return err
	}
	read, err := l.api.ClientGrant.Read(l.ctx, l.grant.GetID())
	if err != nil {
		return err
	}
	return play.Same("the grant", read, l.grant)
}

func (l *life) EnableKey() error {
	return l.api.Client.Update(l.ctx, l.client.GetClientID(), &management.Client{
		ClientAuthenticationMethods: &management.ClientAuthenticationMethods{
			PrivateKeyJWT: &management.PrivateKeyJWT{
				Credentials: &[]management.Credential{{ID: l.credential.ID}},
			},
		},
	})
}

// patchClient sends what the structs of the library cannot say: they leave out every null.
func (l *life) patchClient(change map[string]any) error {
	return l.api.Request(l.ctx, http.MethodPatch, l.api.URI("clients", l.client.GetClientID()), &change)
}

func (l *life) ChangeClient() error {
	change := management.Client{
		Description:    auth0.String("plays on"),
		Callbacks:      &[]string{"https://app.example/callback", "https://app.example/other"},
		ClientMetadata: &map[string]any{"stage": "production"},
		TokenQuota: &management.TokenQuota{
			ClientCredentials: &management.TokenQuotaClientCredentials{
				Enforce: auth0.Bool(true),
				PerHour: auth0.Int(1000),
			},
		},
	}
	sent := change
	if err := l.api.Client.Update(l.ctx, l.client.GetClientID(), &change); err != nil {
		return err
	}
	sent.ClientMetadata = &map[string]any{"team": "calendar", "stage": "production"}
	return play.Eventually(func() error {
		read, err := l.api.Client.Read(l.ctx, l.client.GetClientID())
		if err != nil {
			return err
		}
		return play.Has("the client", read, sent)
	})
}

func (l *life) NullTakesAway() error {
	err := l.patchClient(map[string]any{
		"token_quota":     nil,
		"client_metadata": map[string]any{"team": nil},
	})
	if err != nil {
		return err
	}
	return play.Eventually(func() error {
		read, err := l.api.Client.Read(l.ctx, l.client.GetClientID())
		if err != nil {
			return err
		}
		if err := play.Lacks("the client", read, "token_quota"); err != nil {
			return err
		}
		return play.Same("the metadata", read.ClientMetadata, map[string]any{"stage": "production"})
	})
}

func (l *life) ChangeScopes() error {
	scopes := append(l.calendar.GetScopes(), management.ResourceServerScope{
		Value: auth0.String("delete:events"), Description: auth0.String("Delete events"),
	})
	change := management.ResourceServer{Scopes: &scopes}
	if err := l.api.ResourceServer.Update(l.ctx, l.calendar.GetID(), &change); err != nil {
		return err
	}
	grant := management.ClientGrant{Scope: &[]string{"read:events", "delete:events"}}
	if err := l.api.ClientGrant.Update(l.ctx, l.grant.GetID(), &grant); err != nil {
		return err
	}
	err := play.Eventually(func() error {
		read, err := l.api.ResourceServer.Read(l.ctx, l.calendar.GetID())
		if err != nil {
			return err
		}
		return play.Same("the scopes", read.Scopes, scopes)
	})
	if err != nil {
		return err
	}
	return l.checkNewToken("read:events delete:events", l.bySecret())
}

func (l *life) DeleteAll() error {
	id := l.client.GetClientID()
	return play.Checks(
		func() error { return l.api.Client.DeleteCredential(l.ctx, id, l.credential.GetID()) },
		func() error { return l.api.ClientGrant.Delete(l.ctx, l.grant.GetID()) },
		func() error { return l.api.ResourceServer.Delete(l.ctx, l.calendar.GetID()) },
		func() error { return l.api.Client.Delete(l.ctx, id) },
		func() error {
			_, err := l.api.Client.Read(l.ctx, id)
			return refusedByAPI(err, 404, "Not Found: The client does not exist")
		},
	)
}
