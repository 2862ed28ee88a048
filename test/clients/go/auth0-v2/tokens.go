package main

import (
	"clientele.test/play"
	"github.com/auth0/go-auth0/v2/authentication"
	"github.com/auth0/go-auth0/v2/authentication/oauth"
	"github.com/auth0/go-auth0/v2/management"
	api "github.com/auth0/go-auth0/v2/management/client"
	"github.com/auth0/go-auth0/v2/management/option"
)

// ask asks for a token for an API, as a client that authenticates by what the options say.
func (l *life) ask(audience string, options ...authentication.Option) (*oauth.TokenSet, error) {
	options = append(options, authentication.WithClientID(l.id))
	auth, err := authentication.New(l.ctx, l.server.Domain, options...)
	if err != nil {
		return nil, err
	}
	request := oauth.LoginWithClientCredentialsRequest{Audience: audience}
	return auth.OAuth.LoginWithClientCredentials(l.ctx, request, oauth.IDTokenValidationOptions{})
}

func (l *life) bySecret() authentication.Option {
	return authentication.WithClientSecret(l.secret)
}

func (l *life) byAssertion() authentication.Option {
	return authentication.WithClientAssertion(l.key.PrivatePEM, "RS256")
}

// tokenFor asks for a token for the API, and compares the answer.
func (l *life) tokenFor(scope string, option authentication.Option) (string, error) {
	answer, err := l.ask(l.calendar.audience, option)
	if err != nil {
		return "", err
	}
	return answer.AccessToken, play.Same("the answer", answer, oauth.TokenSet{
		AccessToken: answer.AccessToken,
		TokenType:   "Bearer",
		ExpiresIn:   3600,
		Scope:       scope,
	})
}

func (l *life) checkToken(token, scope string) error {
	return l.server.CheckToken(token, play.Token{
		ClientID: l.id,
		Audience: l.calendar.audience,
		Scope:    scope,
		Lifetime: 3600,
	})
}

func (l *life) checkNewToken(scope string, option authentication.Option) error {
	return play.Eventually(func() error {
		token, err := l.tokenFor(scope, option)
		if err != nil {
			return err
		}
		return l.checkToken(token, scope)
	})
}

// refuses asks for a token for the API, which has to be refused.
func (l *life) refuses(option authentication.Option, code, description string) error {
	return play.Eventually(func() error {
		_, err := l.ask(l.calendar.audience, option)
		return refusedToken(err, 401, code, description)
	})
}

func (l *life) TokenBeforeKeyIsEnabled() error {
	_, err := l.ask(l.server.ManagementAudience(), l.byAssertion())
	return refusedToken(err, 401, "invalid_client", "The client assertion was not accepted.")
}

func (l *life) TokenWithoutGrant() error {
	_, err := l.ask(l.calendar.audience, l.bySecret())
	return refusedToken(err, 403, "access_denied", play.NotGranted(l.calendar.audience))
}

func (l *life) TokenBySecret() error {
	return play.Eventually(func() (err error) {
		l.token, err = l.tokenFor("read:events", l.bySecret())
		return err
	})
}

func (l *life) VerifyToken() error { return l.checkToken(l.token, "read:events") }

func (l *life) RotateSecret() error {
	old := l.bySecret()
	rotated, err := l.api.Clients.RotateSecret(l.ctx, l.id)
	if err != nil {
		return err
	}
	l.secret = rotated.GetClientSecret()
	if err := l.checkNewToken("read:events", l.bySecret()); err != nil {
		return err
	}
	return l.refuses(old, "access_denied", "Unauthorized")
}

func (l *life) TokenByAssertion() error {
	if err := l.checkNewToken("read:events", l.byAssertion()); err != nil {
		return err
	}
	key := option.WithClientCredentialsPrivateKeyJwt(l.ctx, l.id, l.key.PrivatePEM, "RS256")
	return l.asReader(key, func(reader *api.Management) error {
		read, err := reader.Clients.Get(l.ctx, l.id, &management.GetClientRequestParameters{})
		if err != nil {
			return err
		}
		if err := play.Has("the client", read, map[string]any{"client_id": l.id}); err != nil {
			return err
		}
		return play.Lacks("the client", read, "client_secret")
	})
}

func (l *life) TokenBySecretIsRefused() error {
	return l.refuses(l.bySecret(), "access_denied", "Unauthorized")
}

func (l *life) GoBackToSecret() error {
	change := &management.UpdateClientRequestContent{
		TokenEndpointAuthMethod: management.ClientTokenEndpointAuthMethodOrNullEnumClientSecretPost.Ptr(),
	}
	// Of what is set in this way, null is sent too.
	change.SetClientAuthenticationMethods(nil)
	if _, err := l.api.Clients.Update(l.ctx, l.id, change); err != nil {
		return err
	}
	if err := l.checkNewToken("read:events", l.bySecret()); err != nil {
		return err
	}
	return l.refuses(l.byAssertion(), "invalid_client", "The client assertion was not accepted.")
}
