package main

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"time"

	"clientele.test/play"
	"github.com/auth0/go-auth0"
	"github.com/auth0/go-auth0/management"
)

// more is what the library offers besides the life of a client.
type more struct {
	ctx    context.Context
	server play.Server
	api    *management.Management
}

// withClient makes a client for the time of some steps.
func (m *more) withClient(client management.Client, steps func(client *management.Client) error) error {
	client.Name = auth0.String(play.UniqueName("go-auth0"))
	if err := m.api.Client.Create(m.ctx, &client); err != nil {
		return err
	}
	if err := steps(&client); err != nil {
		return err
	}
	return m.api.Client.Delete(m.ctx, client.GetClientID())
}

// withAPI makes an API for the time of some steps.
func (m *more) withAPI(steps func(api *management.ResourceServer) error) error {
	api := management.ResourceServer{
		Identifier: auth0.String("https://" + play.UniqueName("api") + ".example/"),
		Scopes:     &[]management.ResourceServerScope{{Value: auth0.String("read:it")}},
		SubjectTypeAuthorization: &management.ResourceServerSubjectTypeAuthorization{
			Client: &management.ResourceServerSubjectTypeAuthorizationClient{
				Policy: auth0.String("require_client_grant"),
			},
		},
	}
	if err := m.api.ResourceServer.Create(m.ctx, &api); err != nil {
		return err
	}
	if err := steps(&api); err != nil {
		return err
	}
	return m.api.ResourceServer.Delete(m.ctx, api.GetID())
}

func (m *more) SigningKeys() error {
	next, err := m.nextKey()
	if err != nil {
		return err
	}
	read, err := m.api.SigningKey.Read(m.ctx, next.GetKID())
	if err != nil {
		return err
	}
	if err := play.Same("the next key", read, next); err != nil {
		return err
	}
	rotated, err := m.api.SigningKey.Rotate(m.ctx)
	if err != nil {
		return err
	}
	if err := play.Same("the current key", rotated.KID, next.KID); err != nil {
		return err
	}
	var latest *management.SigningKey
	err = play.Eventually(func() error {
		if latest, err = m.nextKey(); err != nil {
			return err
		}
		return play.Differ("the next key", latest.GetKID(), rotated.GetKID())
	})
	if err != nil {
		return err
	}
	revoked, err := m.api.SigningKey.Revoke(m.ctx, latest.GetKID())
	if err != nil {
		return err
	}
	return play.Eventually(func() error {
		read, err := m.api.SigningKey.Read(m.ctx, revoked.GetKID())
		if err != nil {
			return err
		}
		return play.Has("the key", read, map[string]any{"kid": latest.GetKID(), "revoked": true})
	})
}

func (m *more) nextKey() (*management.SigningKey, error) {
	keys, err := m.api.SigningKey.List(m.ctx)
	if err != nil {
		return nil, err
	}
	return keys[slices.IndexFunc(keys, (*management.SigningKey).GetNext)], nil
}

func (m *more) TenantSettings() error {
	change := management.Tenant{
		FriendlyName:             auth0.String(play.UniqueName("Friendly")),
		EphemeralSessionLifetime: auth0.Float64(0.75),
	}
	sent := change
	if err := m.api.Tenant.Update(m.ctx, &change); err != nil {
		return err
	}
	return play.Eventually(func() error {
		read, err := m.api.Tenant.Read(m.ctx)
		if err != nil {
			return err
		}
		return play.Same(
			"the settings",
			[]any{read.FriendlyName, read.EphemeralSessionLifetime},
			[]any{sent.FriendlyName, sent.EphemeralSessionLifetime},
		)
	})
}

func (m *more) CredentialExpiry() error {
	return m.withClient(management.Client{}, func(client *management.Client) error {
		key, err := play.NewKey()
		if err != nil {
			return err
		}
		credential := management.Credential{CredentialType: auth0.String("public_key"), PEM: &key.PublicPEM}
		if err := m.api.Client.CreateCredential(m.ctx, client.GetClientID(), &credential); err != nil {
			return err
		}
		expiry := time.Now().Add(24 * time.Hour).UTC().Truncate(time.Millisecond)
		change := management.Credential{ExpiresAt: &expiry}
		err = m.api.Client.UpdateCredential(m.ctx, client.GetClientID(), credential.GetID(), &change)
		if err != nil {
			return err
		}
		read, err := m.api.Client.GetCredential(m.ctx, client.GetClientID(), credential.GetID())
		if err != nil {
			return err
		}
		return play.Same("the expiry", read.ExpiresAt, expiry)
	})
}

func (m *more) Logs() error {
	return m.withClient(management.Client{}, func(client *management.Client) error {
		query := management.Parameter("q", fmt.Sprintf("details.client_id:%q", client.GetClientID()))
		events, err := m.api.Log.List(m.ctx, query, management.Sort("date:-1"), management.PerPage(10))
		if err != nil {
			return err
		}
		if len(events) != 1 {
			return fmt.Errorf("%d events", len(events))
		}
		event, err := m.api.Log.Read(m.ctx, events[0].GetLogID())
		if err != nil {
			return err
		}
		if err := play.Same("the event by its id", event, events[0]); err != nil {
			return err
		}
		return play.Has("the event", event, map[string]any{"type": "sapi", "description": "Create a client"})
	})
}

func (m *more) ClientSearch() error { return play.NoSuchCall }
func (m *more) APISearch() error    { return play.NoSuchCall }
func (m *more) GrantSearch() error  { return play.NoSuchCall }

func (m *more) TokenQuotas() error {
	quota := management.TokenQuota{ClientCredentials: &management.TokenQuotaClientCredentials{
		Enforce: auth0.Bool(true), PerDay: auth0.Int(100), PerHour: auth0.Int(10),
	}}
	return m.withClient(management.Client{TokenQuota: &quota}, func(client *management.Client) error {
		read, err := m.api.Client.Read(m.ctx, client.GetClientID())
		if err != nil {
			return err
		}
		return play.Same("the quota", read.TokenQuota, quota)
	})
}

// AnyPath sends what the command `auth0 api` does, and the queries of its lists.
func (m *more) AnyPath() error {
	return m.withClient(management.Client{AppType: auth0.String("non_interactive")}, func(client *management.Client) error {
		id := client.GetClientID()
		return play.Checks(
			func() error {
				body := map[string]any{"description": "changed"}
				if err := m.api.Request(m.ctx, http.MethodPatch, m.api.URI("clients", id), &body); err != nil {
					return err
				}
				return play.Has("the answer", body, map[string]any{"client_id": id, "description": "changed"})
			},
			func() error {
				var list management.ClientList
				err := m.api.Request(
					m.ctx, http.MethodGet, m.api.URI("clients"), &list,
					management.Parameter("is_global", "false"),
					management.Parameter("app_type", "non_interactive,spa"),
					management.IncludeFields("client_id", "name"),
					management.PerPage(100),
					management.IncludeTotals(true),
				)
				ids := make([]string, len(list.Clients))
				for at, client := range list.Clients {
					ids[at] = client.GetClientID()
				}
				if err != nil {
					return err
				}
				return play.EachOnce(ids, id)
			},
		)
	})
}
