package main

import (
	"clientele.test/play"
	"github.com/auth0/go-auth0"
	"github.com/auth0/go-auth0/authentication"
	"github.com/auth0/go-auth0/authentication/oauth"
	"github.com/auth0/go-auth0/management"
)

func (m *more) Connections() error {
	return m.withClient(management.Client{}, func(client *management.Client) error {
		made := management.Connection{
			Name:     auth0.String(play.UniqueName("people")),
			Strategy: auth0.String("auth0"),
			Options:  &management.ConnectionOptions{BruteForceProtection: auth0.Bool(true)},
		}
		if err := m.api.Connection.Create(m.ctx, &made); err != nil {
			return err
		}
		id := made.GetID()
		return play.Checks(
			func() error { return m.readConnection(&made) },
			func() error { return m.changeConnection(id) },
			func() error { return m.enableConnection(id, client.GetClientID()) },
			func() error { return m.api.Connection.Delete(m.ctx, id) },
			func() error {
				_, err := m.api.Connection.Read(m.ctx, id)
				return refusedByAPI(err, 404, "Not Found: The connection does not exist")
			},
		)
	})
}

func (m *more) readConnection(made *management.Connection) error {
	read, err := m.api.Connection.Read(m.ctx, made.GetID())
	if err != nil {
		return err
	}
	if err := play.Same("the connection", read, made); err != nil {
		return err
	}
	byName, err := m.api.Connection.ReadByName(m.ctx, made.GetName())
	if err != nil {
		return err
	}
	return play.Same("the connection by its name", byName.ID, made.ID)
}

func (m *more) changeConnection(id string) error {
	options := management.ConnectionOptions{BruteForceProtection: auth0.Bool(false)}
	if err := m.api.Connection.Update(m.ctx, id, &management.Connection{Options: &options}); err != nil {
		return err
	}
	read, err := m.api.Connection.Read(m.ctx, id)
	if err != nil {
		return err
	}
	return play.Same("the options", read.Options, options)
}

func (m *more) enableConnection(id, clientID string) error {
	clients := []management.ConnectionEnabledClient{{ClientID: &clientID, Status: auth0.Bool(true)}}
	if err := m.api.Connection.UpdateEnabledClients(m.ctx, id, clients); err != nil {
		return err
	}
	enabled, err := m.api.Connection.ReadEnabledClients(m.ctx, id)
	if err != nil {
		return err
	}
	want := []management.ConnectionEnabledClient{{ClientID: &clientID}}
	if err := play.Same("the clients", enabled.Clients, want); err != nil {
		return err
	}
	connections, err := m.api.Client.ReadEnabledConnections(m.ctx, clientID)
	if err != nil {
		return err
	}
	ids := []string{}
	for _, connection := range connections.Connections {
		ids = append(ids, connection.GetID())
	}
	return play.Same("the connections of the client", ids, []string{id})
}

func (m *more) DefaultGrant() error {
	return m.withAPI(func(api *management.ResourceServer) error {
		grant := management.ClientGrant{
			DefaultFor: auth0.String("third_party_clients"),
			Audience:   api.Identifier,
			Scope:      &[]string{"read:it"},
		}
		if err := m.api.ClientGrant.Create(m.ctx, &grant); err != nil {
			return err
		}
		stranger := management.Client{
			IsFirstParty: auth0.Bool(false),
			GrantTypes:   &[]string{"client_credentials"},
		}
		err := m.withClient(stranger, func(client *management.Client) error {
			return play.Eventually(func() error { return m.checkScope(client, api.GetIdentifier(), "read:it") })
		})
		if err != nil {
			return err
		}
		return m.api.ClientGrant.Delete(m.ctx, grant.GetID())
	})
}

// checkScope asks for a token, and compares its scope.
func (m *more) checkScope(client *management.Client, audience, scope string) error {
	auth, err := authentication.New(
		m.ctx,
		m.server.Domain,
		authentication.WithClientID(client.GetClientID()),
		authentication.WithClientSecret(client.GetClientSecret()),
	)
	if err != nil {
		return err
	}
	request := oauth.LoginWithClientCredentialsRequest{Audience: audience}
	answer, err := auth.OAuth.LoginWithClientCredentials(m.ctx, request, oauth.IDTokenValidationOptions{})
	if err != nil {
		return err
	}
	return play.Same("the scope", answer.Scope, scope)
}

func (m *more) Organizations() error {
	return m.withAPI(func(api *management.ResourceServer) error {
		return m.withClient(management.Client{}, func(client *management.Client) error {
			grant := management.ClientGrant{
				ClientID: client.ClientID,
				Audience: api.Identifier,
				Scope:    &[]string{},
			}
			if err := m.api.ClientGrant.Create(m.ctx, &grant); err != nil {
				return err
			}
			list, err := m.api.ClientGrant.Organizations(m.ctx, grant.GetID())
			if err != nil {
				return err
			}
			return play.Same("the organizations", list.Organizations, []any{})
		})
	})
}
