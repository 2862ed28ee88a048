package main

import (
	"errors"
	"fmt"

	"clientele.test/play"
	"github.com/auth0/go-auth0/v2/authentication"
	"github.com/auth0/go-auth0/v2/authentication/oauth"
	"github.com/auth0/go-auth0/v2/management"
)

func (m *more) Connections() error {
	return m.withClient(management.CreateClientRequestContent{}, func(client *newClient) error {
		made, err := m.api.Connections.Create(m.ctx, &management.CreateConnectionRequestContent{
			Name:     play.UniqueName("people"),
			Strategy: management.ConnectionIdentityProviderEnumAuth0,
			Options:  &management.ConnectionPropertiesOptions{ImportMode: management.Bool(true)},
		})
		if err != nil {
			return err
		}
		id := made.GetID()
		return play.Checks(
			func() error { return m.readConnection(made) },
			func() error { return m.changeConnection(id) },
			func() error { return m.enableConnection(id, client.GetClientID()) },
			func() error { return m.api.Connections.Delete(m.ctx, id) },
			func() error {
				_, err := m.api.Connections.Get(m.ctx, id, &management.GetConnectionRequestParameters{})
				var missing *management.NotFoundError
				if !errors.As(err, &missing) {
					return fmt.Errorf("not a NotFoundError: %v", err)
				}
				return nil
			},
		)
	})
}

func (m *more) readConnection(made *management.CreateConnectionResponseContent) error {
	read, err := m.api.Connections.Get(m.ctx, made.GetID(), &management.GetConnectionRequestParameters{})
	if err != nil {
		return err
	}
	return play.Same("the connection", read, made)
}

func (m *more) changeConnection(id string) error {
	options := &management.UpdateConnectionOptions{ImportMode: management.Bool(false)}
	changed, err := m.api.Connections.Update(m.ctx, id, &management.UpdateConnectionRequestContent{Options: options})
	if err != nil {
		return err
	}
	return play.Same("the options", changed.Options, options)
}

func (m *more) enableConnection(id, clientID string) error {
	change := []*management.UpdateEnabledClientConnectionsRequestContentItem{{ClientID: clientID, Status: true}}
	if err := m.api.Connections.Clients.Update(m.ctx, id, change); err != nil {
		return err
	}
	enabled, err := m.api.Connections.Clients.Get(m.ctx, id, &management.GetConnectionEnabledClientsRequestParameters{})
	if err != nil {
		return err
	}
	if err := play.Same("the clients", enabled.Results, []any{map[string]any{"client_id": clientID}}); err != nil {
		return err
	}
	connections, err := m.api.Clients.Connections.Get(m.ctx, clientID, &management.ConnectionsGetRequest{})
	if err != nil {
		return err
	}
	ids := []string{}
	for _, connection := range connections.Results {
		ids = append(ids, connection.GetID())
	}
	return play.Same("the connections of the client", ids, []string{id})
}

func (m *more) DefaultGrant() error {
	return m.withAPI(func(audience string) error {
		grant, err := m.api.ClientGrants.Create(m.ctx, &management.CreateClientGrantRequestContent{
			DefaultFor: management.ClientGrantDefaultForEnumThirdPartyClients.Ptr(),
			Audience:   audience,
			Scope:      []string{"read:it"},
		})
		if err != nil {
			return err
		}
		stranger := management.CreateClientRequestContent{
			IsFirstParty: management.Bool(false),
			GrantTypes:   []string{"client_credentials"},
		}
		err = m.withClient(stranger, func(client *newClient) error {
			return play.Eventually(func() error { return m.checkScope(client, audience, "read:it") })
		})
		if err != nil {
			return err
		}
		return m.api.ClientGrants.Delete(m.ctx, grant.GetID())
	})
}

// checkScope asks for a token, and compares its scope.
func (m *more) checkScope(client *newClient, audience, scope string) error {
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
	return m.withAPI(func(audience string) error {
		return m.withClient(management.CreateClientRequestContent{}, func(client *newClient) error {
			grant, err := m.api.ClientGrants.Create(m.ctx, &management.CreateClientGrantRequestContent{
				ClientID: client.ClientID,
				Audience: audience,
				Scope:    []string{"read:it"},
			})
			if err != nil {
				return err
			}
			request := &management.ListClientGrantOrganizationsRequestParameters{}
			page, err := m.api.ClientGrants.Organizations.List(m.ctx, grant.GetID(), request)
			if err != nil {
				return err
			}
			return play.Same("the organizations", page.Results, []any{})
		})
	})
}
