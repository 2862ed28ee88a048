package main

import (
	"context"
	"fmt"
	"slices"
	"time"

	"clientele.test/play"
	"github.com/auth0/go-auth0/v2/management"
	api "github.com/auth0/go-auth0/v2/management/client"
)

// more is what the library offers besides the life of a client.
type more struct {
	ctx    context.Context
	server play.Server
	api    *api.Management
}

type newClient = management.CreateClientResponseContent

// withClient makes a client for the time of some steps.
func (m *more) withClient(sent management.CreateClientRequestContent, steps func(client *newClient) error) error {
	sent.Name = play.UniqueName("go-auth0")
	client, err := m.api.Clients.Create(m.ctx, &sent)
	if err != nil {
		return err
	}
	if err := steps(client); err != nil {
		return err
	}
	return m.api.Clients.Delete(m.ctx, client.GetClientID())
}

// withAPI makes an API for the time of some steps, and answers its identifier.
func (m *more) withAPI(steps func(audience string) error) error {
	made, err := m.api.ResourceServers.Create(m.ctx, &management.CreateResourceServerRequestContent{
		Identifier: "https://" + play.UniqueName("api") + ".example/",
		Scopes:     []*management.ResourceServerScope{{Value: "read:it"}},
	})
	if err != nil {
		return err
	}
	if err := steps(made.GetIdentifier()); err != nil {
		return err
	}
	return m.api.ResourceServers.Delete(m.ctx, made.GetID())
}

func (m *more) SigningKeys() error {
	next, err := m.nextKey()
	if err != nil {
		return err
	}
	read, err := m.api.Keys.Signing.Get(m.ctx, next.GetKid())
	if err != nil {
		return err
	}
	if err := play.Same("the next key", read, next); err != nil {
		return err
	}
	rotated, err := m.api.Keys.Signing.Rotate(m.ctx)
	if err != nil {
		return err
	}
	if err := play.Same("the current key", rotated.GetKid(), next.GetKid()); err != nil {
		return err
	}
	var latest *management.SigningKeys
	err = play.Eventually(func() error {
		if latest, err = m.nextKey(); err != nil {
			return err
		}
		return play.Differ("the next key", latest.GetKid(), rotated.GetKid())
	})
	if err != nil {
		return err
	}
	revoked, err := m.api.Keys.Signing.Revoke(m.ctx, latest.GetKid())
	if err != nil {
		return err
	}
	return play.Eventually(func() error {
		read, err := m.api.Keys.Signing.Get(m.ctx, revoked.GetKid())
		if err != nil {
			return err
		}
		return play.Has("the key", read, map[string]any{"kid": latest.GetKid(), "revoked": true})
	})
}

func (m *more) nextKey() (*management.SigningKeys, error) {
	keys, err := m.api.Keys.Signing.List(m.ctx)
	if err != nil {
		return nil, err
	}
	return keys[slices.IndexFunc(keys, (*management.SigningKeys).GetNext)], nil
}

func (m *more) TenantSettings() error {
	name := play.UniqueName("Friendly")
	changed, err := m.api.Tenants.Settings.Update(m.ctx, &management.UpdateTenantSettingsRequestContent{
		FriendlyName:                      &name,
		EphemeralSessionLifetimeInMinutes: management.Int(45),
	})
	if err != nil {
		return err
	}
	want := map[string]any{"friendly_name": name, "ephemeral_session_lifetime": 0.75}
	if err := play.Has("the answer", changed, want); err != nil {
		return err
	}
	return play.Eventually(func() error {
		read, err := m.api.Tenants.Settings.Get(m.ctx, &management.GetTenantSettingsRequestParameters{})
		if err != nil {
			return err
		}
		return play.Has("the settings", read, want)
	})
}

func (m *more) CredentialExpiry() error {
	return m.withClient(management.CreateClientRequestContent{}, func(client *newClient) error {
		key, err := play.NewKey()
		if err != nil {
			return err
		}
		credentials := m.api.Clients.Credentials
		made, err := credentials.Create(m.ctx, client.GetClientID(), &management.PostClientCredentialRequestContent{
			CredentialType: management.ClientCredentialTypeEnumPublicKey,
			Pem:            &key.PublicPEM,
		})
		if err != nil {
			return err
		}
		expiry := time.Now().Add(24 * time.Hour).UTC().Truncate(time.Second)
		change := &management.PatchClientCredentialRequestContent{ExpiresAt: &expiry}
		if _, err := credentials.Update(m.ctx, client.GetClientID(), made.GetID(), change); err != nil {
			return err
		}
		read, err := credentials.Get(m.ctx, client.GetClientID(), made.GetID())
		if err != nil {
			return err
		}
		return play.Same("the expiry", read.GetExpiresAt().UTC(), expiry)
	})
}

func (m *more) Logs() error {
	return m.withClient(management.CreateClientRequestContent{}, func(client *newClient) error {
		page, err := m.api.Logs.List(m.ctx, &management.ListLogsRequestParameters{
			Search: management.String(fmt.Sprintf("details.client_id:%q", client.GetClientID())),
		})
		if err != nil {
			return err
		}
		if len(page.Results) != 1 || page.Response.GetTotal() != 1 {
			return fmt.Errorf("%d events, %v in all", len(page.Results), page.Response.GetTotal())
		}
		event, err := m.api.Logs.Get(m.ctx, page.Results[0].GetLogID())
		if err != nil {
			return err
		}
		if err := play.Same("the event by its id", event, page.Results[0]); err != nil {
			return err
		}
		return play.Has("the event", event, map[string]any{"type": "sapi", "description": "Create a client"})
	})
}

func (m *more) ClientSearch() error { return play.NoSuchCall }
func (m *more) APISearch() error    { return play.NoSuchCall }
func (m *more) GrantSearch() error  { return play.NoSuchCall }
func (m *more) AnyPath() error      { return play.NoSuchCall }

func (m *more) TokenQuotas() error {
	quota := &management.CreateTokenQuota{ClientCredentials: &management.TokenQuotaClientCredentials{
		Enforce: management.Bool(true), PerDay: management.Int(100), PerHour: management.Int(10),
	}}
	return m.withClient(management.CreateClientRequestContent{TokenQuota: quota}, func(client *newClient) error {
		read, err := m.api.Clients.Get(m.ctx, client.GetClientID(), &management.GetClientRequestParameters{})
		if err != nil {
			return err
		}
		return play.Same("the quota", read.TokenQuota, quota)
	})
}
