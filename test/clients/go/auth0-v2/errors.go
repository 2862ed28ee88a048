package main

import (
	"errors"
	"fmt"

	"clientele.test/play"
	"github.com/auth0/go-auth0/v2/authentication"
	"github.com/auth0/go-auth0/v2/management"
	api "github.com/auth0/go-auth0/v2/management/client"
	"github.com/auth0/go-auth0/v2/management/core"
	"github.com/auth0/go-auth0/v2/management/option"
)

// refusal is the body of a refusal of the Management API.
type refusal struct {
	StatusCode int               `json:"statusCode"`
	Error      string            `json:"error"`
	Message    string            `json:"message"`
	ErrorCode  string            `json:"errorCode,omitempty"`
	Attributes map[string]string `json:"attributes,omitempty"`
}

// refusedByAPI compares the status and the body of a refusal, as the type of error has it that the library makes of it.
func refusedByAPI[Type error](err error, bodyOf func(Type) any, want refusal) error {
	var typed Type
	var plain *core.APIError
	if !errors.As(err, &typed) || !errors.As(err, &plain) {
		return fmt.Errorf("not a %T: %v", typed, err)
	}
	if plain.StatusCode != want.StatusCode {
		return fmt.Errorf("the status is %d", plain.StatusCode)
	}
	return play.Same("the refusal", bodyOf(typed), want)
}

func notFound(err error) error {
	return refusedByAPI(err, func(e *management.NotFoundError) any { return e.Body }, refusal{
		StatusCode: 404, Error: "Not Found", Message: "The client does not exist", ErrorCode: "inexistent_client",
	})
}

// refusedToken reads a refusal of the token endpoint as the library does.
func refusedToken(err error, status int, code, description string) error {
	var refused *authentication.Error
	if !errors.As(err, &refused) {
		return fmt.Errorf("not a refusal of the token endpoint: %v", err)
	}
	return play.Same("the refusal", refused, authentication.Error{StatusCode: status, Err: code, Message: description})
}

func (l *life) ManagementErrors() error {
	return play.Checks(l.badRequest, l.withoutToken, l.mayReadOnly, l.missing, l.conflict)
}

func (l *life) badRequest() error {
	_, err := l.api.Clients.Create(
		l.ctx,
		&management.CreateClientRequestContent{Name: "x"},
		option.WithBodyProperties(map[string]any{"colour": "green"}),
	)
	return refusedByAPI(err, func(e *management.BadRequestError) any { return e.Body }, refusal{
		StatusCode: 400,
		Error:      "Bad Request",
		Message:    "Payload validation error: 'Additional properties not allowed: colour'.",
		ErrorCode:  "invalid_body",
	})
}

func (l *life) withoutToken() error {
	stranger, err := api.New(l.server.Domain, option.WithToken("a.b.c"))
	if err != nil {
		return err
	}
	_, err = stranger.Clients.Get(l.ctx, l.id, &management.GetClientRequestParameters{})
	return refusedByAPI(err, func(e *management.UnauthorizedError) any { return e.Body }, refusal{
		StatusCode: 401,
		Error:      "Unauthorized",
		Message:    "Invalid token",
		Attributes: map[string]string{"error": "Invalid token"},
	})
}

func (l *life) missing() error {
	_, err := l.api.Clients.Get(l.ctx, "nobody", &management.GetClientRequestParameters{})
	return notFound(err)
}

func (l *life) conflict() error {
	_, err := l.api.ResourceServers.Create(l.ctx, &management.CreateResourceServerRequestContent{
		Identifier: l.calendar.audience,
	})
	return refusedByAPI(err, func(e *management.ConflictError) any { return e.Body }, refusal{
		StatusCode: 409,
		Error:      "Conflict",
		Message:    "A resource server with the same identifier already exists.",
		ErrorCode:  "existent_resource_server",
	})
}

func (l *life) mayReadOnly() error {
	secret := option.WithClientCredentials(l.ctx, l.id, l.secret)
	return l.asReader(secret, func(reader *api.Management) error {
		err := reader.Clients.Delete(l.ctx, l.id)
		return refusedByAPI(err, func(e *management.ForbiddenError) any { return e.Body }, refusal{
			StatusCode: 403,
			Error:      "Forbidden",
			Message:    "Insufficient scope, expected any of: delete:clients",
			ErrorCode:  "insufficient_scope",
		})
	})
}

// asReader lets the client read clients and nothing else, and gives it the Management API meanwhile.
func (l *life) asReader(credentials option.RequestOption, do func(reader *api.Management) error) error {
	grant, err := l.api.ClientGrants.Create(l.ctx, &management.CreateClientGrantRequestContent{
		ClientID: &l.id,
		Audience: l.server.ManagementAudience(),
		Scope:    []string{"read:clients"},
	})
	if err != nil {
		return err
	}
	reader, err := api.New(l.server.Domain, credentials)
	if err != nil {
		return err
	}
	if err := do(reader); err != nil {
		return err
	}
	return l.api.ClientGrants.Delete(l.ctx, grant.GetID())
}

func (l *life) TokenErrors() error {
	return play.Checks(
		func() error {
			_, err := l.ask(l.calendar.audience, authentication.WithClientSecret("wrong"))
			return refusedToken(err, 401, "access_denied", "Unauthorized")
		},
		func() error {
			_, err := l.ask("https://nowhere.example/", l.bySecret())
			return refusedToken(err, 403, "access_denied", "Service not enabled within domain: https://nowhere.example/")
		},
	)
}
