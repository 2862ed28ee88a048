package main

import (
	"errors"
	"fmt"
	"net/http"

	"clientele.test/play"
	"golang.org/x/oauth2"
)

// refusedByAPI compares a refusal of the Management API.
func refusedByAPI(err error, want refusal) error {
	var refused *refusal
	if !errors.As(err, &refused) {
		return fmt.Errorf("not a refusal of the Management API: %v", err)
	}
	return play.Same("the refusal", refused, want)
}

// refusedRequest is a refusal of the token endpoint.
type refusedRequest struct {
	Status      int
	Code        string
	Description string
}

// refusedToken reads a refusal of the token endpoint as the library does.
func refusedToken(err error, want refusedRequest) error {
	var refused *oauth2.RetrieveError
	if !errors.As(err, &refused) {
		return fmt.Errorf("not a refusal of the token endpoint: %v", err)
	}
	got := refusedRequest{refused.Response.StatusCode, refused.ErrorCode, refused.ErrorDescription}
	return play.Same("the refusal", got, want)
}

func (l *life) ManagementErrors() error {
	return play.Checks(
		func() error {
			err := l.api.post("clients", object{"name": "x", "colour": "green"}, nil)
			return refusedByAPI(err, refusal{
				400, "Bad Request", "Payload validation error: 'Additional properties not allowed: colour'.", "invalid_body",
			})
		},
		func() error {
			source := oauth2.StaticTokenSource(&oauth2.Token{AccessToken: "a.b.c"})
			stranger := management{l.api.url, oauth2.NewClient(l.ctx, source)}
			return refusedByAPI(stranger.get("clients", nil), refusal{401, "Unauthorized", "Invalid token", ""})
		},
		l.mayReadOnly,
		func() error {
			return refusedByAPI(l.api.get("clients/nobody", nil), refusal{
				404, "Not Found", "The client does not exist", "inexistent_client",
			})
		},
		func() error {
			err := l.api.post("resource-servers", object{"identifier": l.calendar.Identifier}, nil)
			return refusedByAPI(err, refusal{
				409, "Conflict", "A resource server with the same identifier already exists.", "existent_resource_server",
			})
		},
	)
}

// mayReadOnly lets the client read clients, and do nothing else.
func (l *life) mayReadOnly() error {
	audience := l.server.ManagementAudience()
	var grant struct{ ID string }
	sent := object{"client_id": l.id, "audience": audience, "scope": []string{"read:clients"}}
	if err := l.api.post("client-grants", sent, &grant); err != nil {
		return err
	}
	config := l.bySecret(audience)
	reader := management{l.api.url, config.Client(l.ctx)}
	return play.Checks(
		func() error { return reader.has(l.clientPath(), object{"client_id": l.id}) },
		func() error {
			return refusedByAPI(reader.delete(l.clientPath()), refusal{
				403, "Forbidden", "Insufficient scope, expected any of: delete:clients", "insufficient_scope",
			})
		},
		func() error { return l.api.ask(http.MethodDelete, "client-grants/"+grant.ID, nil, nil) },
	)
}

func (l *life) TokenErrors() error {
	wrong := *l
	wrong.secret = "wrong"
	withoutClient := l.bySecret(l.calendar.Identifier)
	withoutClient.ClientID = "nobody"
	withoutClient.AuthStyle = oauth2.AuthStyleInHeader
	unknownScope := l.bySecret(l.calendar.Identifier)
	unknownScope.Scopes = []string{"rule:world"}
	return play.Checks(
		func() error { return wrong.refusedBySecret(l.calendar.Identifier, wrongSecret) },
		func() error {
			_, err := withoutClient.Token(l.ctx)
			return refusedToken(err, wrongSecret)
		},
		func() error {
			return l.refusedBySecret("https://nowhere.example/", refusedRequest{
				403, "access_denied", "Service not enabled within domain: https://nowhere.example/",
			})
		},
		func() error {
			_, err := unknownScope.Token(l.ctx)
			return refusedToken(err, refusedRequest{403, "access_denied", "Client has not been granted scopes: rule:world"})
		},
	)
}
