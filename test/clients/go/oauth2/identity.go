package main

import (
	"net/url"
	"time"

	"clientele.test/play"
	"github.com/golang-jwt/jwt/v5"
	"golang.org/x/oauth2"
	"golang.org/x/oauth2/clientcredentials"
)

// identity is what a client authenticates by.
type identity struct {
	server play.Server
	id     string
	secret string
}

func (i identity) bySecret(audience string) clientcredentials.Config {
	return clientcredentials.Config{
		ClientID:       i.id,
		ClientSecret:   i.secret,
		TokenURL:       i.server.TokenURL(),
		EndpointParams: url.Values{"audience": {audience}},
	}
}

func (i identity) byAssertion(key play.Key, audience string) (config clientcredentials.Config, err error) {
	assertion := jwt.NewWithClaims(jwt.SigningMethodRS256, jwt.RegisteredClaims{
		Issuer:    i.id,
		Subject:   i.id,
		Audience:  jwt.ClaimStrings{i.server.Issuer},
		ID:        play.UniqueName("assertion"),
		IssuedAt:  jwt.NewNumericDate(time.Now()),
		ExpiresAt: jwt.NewNumericDate(time.Now().Add(time.Minute)),
	})
	signed, err := assertion.SignedString(key.Private)
	return clientcredentials.Config{
		ClientID:  i.id,
		TokenURL:  i.server.TokenURL(),
		AuthStyle: oauth2.AuthStyleInParams,
		EndpointParams: url.Values{
			"audience":              {audience},
			"client_assertion_type": {"urn:ietf:params:oauth:client-assertion-type:jwt-bearer"},
			"client_assertion":      {signed},
		},
	}, err
}
