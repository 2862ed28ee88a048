package main

import (
	"time"

	"clientele.test/play"
	"golang.org/x/oauth2"
	"golang.org/x/oauth2/clientcredentials"
)

// check looks at what the library made of the answer, and verifies the token.
func (l *life) check(token *oauth2.Token, scope string) error {
	if left := time.Until(token.Expiry); left < 59*time.Minute || left > time.Hour {
		return play.Same("the time that is left", left, time.Hour)
	}
	answer := object{"type": token.Type(), "scope": token.Extra("scope")}
	if err := play.Same("the answer", answer, object{"type": "Bearer", "scope": scope}); err != nil {
		return err
	}
	return l.server.CheckToken(token.AccessToken, play.Token{
		ClientID: l.id,
		Audience: l.calendar.Identifier,
		Scope:    scope,
		Lifetime: 3600,
	})
}

func (l *life) checkNewToken(config clientcredentials.Config, scope string) error {
	return play.Eventually(func() error {
		token, err := config.Token(l.ctx)
		if err != nil {
			return err
		}
		return l.check(token, scope)
	})
}

func (l *life) checkTokenBySecret(scope string) error {
	return l.checkNewToken(l.bySecret(l.calendar.Identifier), scope)
}

// refusedBySecret asks for a token by secret, which has to be refused.
func (l *life) refusedBySecret(audience string, want refusedRequest) error {
	config := l.bySecret(audience)
	config.AuthStyle = oauth2.AuthStyleInParams
	return play.Eventually(func() error {
		_, err := config.Token(l.ctx)
		return refusedToken(err, want)
	})
}

func (l *life) refusedByAssertion(audience string) error {
	return play.Eventually(func() error {
		config, err := l.byAssertion(l.key, audience)
		if err != nil {
			return err
		}
		_, err = config.Token(l.ctx)
		return refusedToken(err, refusedRequest{401, "invalid_client", "The client assertion was not accepted."})
	})
}

func (l *life) TokenBeforeKeyIsEnabled() error {
	return l.refusedByAssertion(l.server.ManagementAudience())
}

func (l *life) TokenWithoutGrant() error {
	audience := l.calendar.Identifier
	return l.refusedBySecret(audience, refusedRequest{403, "access_denied", play.NotGranted(audience)})
}

func (l *life) TokenBySecret() error {
	styles := []oauth2.AuthStyle{oauth2.AuthStyleAutoDetect, oauth2.AuthStyleInHeader, oauth2.AuthStyleInParams}
	for _, style := range styles {
		config := l.bySecret(l.calendar.Identifier)
		config.AuthStyle = style
		token, err := config.Token(l.ctx)
		if err != nil {
			return err
		}
		l.token = token.AccessToken
	}
	config := l.bySecret(l.calendar.Identifier)
	config.Scopes = []string{"read:events"}
	return l.checkNewToken(config, "read:events")
}

func (l *life) VerifyToken() error {
	return l.server.CheckToken(l.token, play.Token{
		ClientID: l.id,
		Audience: l.calendar.Identifier,
		Scope:    "read:events",
		Lifetime: 3600,
	})
}

var wrongSecret = refusedRequest{401, "access_denied", "Unauthorized"}

func (l *life) RotateSecret() error {
	var rotated struct {
		ClientSecret string `json:"client_secret"`
	}
	if err := l.api.post(l.clientPath()+"/rotate-secret", nil, &rotated); err != nil {
		return err
	}
	if err := l.refusedBySecret(l.calendar.Identifier, wrongSecret); err != nil {
		return err
	}
	l.secret = rotated.ClientSecret
	return l.checkTokenBySecret("read:events")
}

func (l *life) TokenByAssertion() error {
	return play.Eventually(func() error {
		config, err := l.byAssertion(l.key, l.calendar.Identifier)
		if err != nil {
			return err
		}
		token, err := config.Token(l.ctx)
		if err != nil {
			return err
		}
		return l.check(token, "read:events")
	})
}

func (l *life) TokenBySecretIsRefused() error {
	return l.refusedBySecret(l.calendar.Identifier, wrongSecret)
}

func (l *life) GoBackToSecret() error {
	err := l.api.patch(l.clientPath(), object{
		"client_authentication_methods": nil,
		"token_endpoint_auth_method":    "client_secret_basic",
	})
	if err != nil {
		return err
	}
	if err := l.checkTokenBySecret("read:events"); err != nil {
		return err
	}
	return l.refusedByAssertion(l.calendar.Identifier)
}
