package main

import (
	"errors"
	"fmt"
	"net/http"

	"clientele.test/play"
	"github.com/auth0/go-auth0/authentication"
	"github.com/auth0/go-auth0/management"
)

// refusedByAPI reads a refusal of the Management API as the library does.
func refusedByAPI(err error, status int, text string) error {
	var refusal management.Error
	if !errors.As(err, &refusal) {
		return fmt.Errorf("not a refusal of the Management API: %v", err)
	}
	return play.Same("the refusal", []any{refusal.Status(), refusal.Error()}, []any{status, fmt.Sprint(status, " ", text)})
}

// refusedToken reads a refusal of the token endpoint as the library does.
func refusedToken(err error, status int, code, description string) error {
	var refusal *authentication.Error
	if !errors.As(err, &refusal) {
		return fmt.Errorf("not a refusal of the token endpoint: %v", err)
	}
	return play.Same("the refusal", refusal, authentication.Error{StatusCode: status, Err: code, Message: description})
}

func (l *life) ManagementErrors() error {
	return play.Checks(
		func() error {
			body := map[string]any{"name": "x", "colour": "green"}
			err := l.api.Request(l.ctx, http.MethodPost, l.api.URI("clients"), &body)
			return refusedByAPI(err, 400, "Bad Request: Payload validation error: 'Additional properties not allowed: colour'.")
		},
		func() error {
			stranger, err := management.New(l.server.Domain, management.WithStaticToken("a.b.c"))
			if err != nil {
				return err
			}
			_, err = stranger.Client.Read(l.ctx, l.client.GetClientID())
			return refusedByAPI(err, 401, "Unauthorized: Invalid token")
		},
		l.mayReadOnly,
		func() error {
			_, err := l.api.Client.Read(l.ctx, "nobody")
			return refusedByAPI(err, 404, "Not Found: The client does not exist")
		},
		func() error {
			err := l.api.ResourceServer.Create(l.ctx, &management.ResourceServer{Identifier: l.calendar.Identifier})
			return refusedByAPI(err, 409, "Conflict: A resource server with the same identifier already exists.")
		},
	)
}

// asReader lets the client read clients and nothing else, and gives it the Management API meanwhile.
func (l *life) asReader(option management.Option, do func(reader *management.Management) error) error {
	audience := l.server.ManagementAudience()
	grant := management.ClientGrant{
		ClientID: l.client.ClientID,
		Audience: &audience,
		Scope:    &[]string{"read:clients"},
	}
	if err := l.api.ClientGrant.Create(l.ctx, &grant); err != nil {
		return err
	}
	reader, err := management.New(l.server.Domain, option)
	if err != nil {
		return err
	}
	if err := do(reader); err != nil {
		return err
	}
	return l.api.ClientGrant.Delete(l.ctx, grant.GetID())
}

func (l *life) mayReadOnly() error {
	id := l.client.GetClientID()
	secret := management.WithClientCredentials(l.ctx, id, l.client.GetClientSecret())
	return l.asReader(secret, func(reader *management.Management) error {
		err := reader.Client.Delete(l.ctx, id)
		return refusedByAPI(err, 403, "Forbidden: Insufficient scope, expected any of: delete:clients")
	})
}

func (l *life) TokenErrors() error {
	audience := l.calendar.GetIdentifier()
	return play.Checks(
		func() error {
			_, err := l.ask(audience, authentication.WithClientSecret("wrong"))
			return refusedToken(err, 401, "access_denied", "Unauthorized")
		},
		func() error {
			_, err := l.ask("https://nowhere.example/", l.bySecret())
			return refusedToken(err, 403, "access_denied", "Service not enabled within domain: https://nowhere.example/")
		},
	)
}
