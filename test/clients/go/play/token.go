package play

import (
	"github.com/MicahParks/keyfunc/v3"
	"github.com/golang-jwt/jwt/v5"
)

// VerifyToken verifies an access token as an API does, with the keys that the issuer publishes, and answers its claims.
func (server Server) VerifyToken(token, audience string) (jwt.MapClaims, error) {
	keys, err := keyfunc.NewDefault([]string{server.Issuer + ".well-known/jwks.json"})
	if err != nil {
		return nil, err
	}
	claims := jwt.MapClaims{}
	_, err = jwt.ParseWithClaims(token, claims, keys.Keyfunc,
		jwt.WithValidMethods([]string{"RS256"}),
		jwt.WithIssuer(server.Issuer),
		jwt.WithAudience(audience),
		jwt.WithExpirationRequired(),
		jwt.WithIssuedAt(),
	)
	return claims, err
}

// Token is what the access token of a client should say.
type Token struct {
	ClientID string
	Audience string
	Scope    string
	// Lifetime is in seconds.
	Lifetime float64
}

// CheckToken verifies an access token, and compares all its claims.
func (server Server) CheckToken(token string, want Token) error {
	claims, err := server.VerifyToken(token, want.Audience)
	if err != nil {
		return err
	}
	issued, _ := claims["iat"].(float64)
	return Same("the token", claims, map[string]any{
		"iss":   server.Issuer,
		"sub":   want.ClientID + "@clients",
		"aud":   want.Audience,
		"azp":   want.ClientID,
		"iat":   issued,
		"exp":   issued + want.Lifetime,
		"scope": want.Scope,
		"gty":   "client-credentials",
	})
}
