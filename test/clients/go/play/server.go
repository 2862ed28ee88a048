package play

import (
	"crypto/rand"
	"encoding/hex"
	"os"
	"strings"
)

// Server says where a server is, and as whom a program comes to it.
type Server struct {
	// Domain is host and port.
	Domain string
	Issuer string
	// ClientID and ClientSecret are those of an administrator.
	ClientID     string
	ClientSecret string
	// SecretsOnce tells that a secret is shown where it is made, and never again.
	SecretsOnce bool
}

// ServerFromEnvironment reads what the runner of the programs says.
func ServerFromEnvironment() Server {
	return Server{
		Domain:       os.Getenv("SERVER_DOMAIN"),
		Issuer:       os.Getenv("ISSUER"),
		ClientID:     os.Getenv("CLIENT_ID"),
		ClientSecret: os.Getenv("CLIENT_SECRET"),
		SecretsOnce:  os.Getenv("SECRETS") == "once",
	}
}

// ManagementAudience is the audience of the Management API.
func (server Server) ManagementAudience() string { return server.Issuer + "api/v2/" }

// TokenURL is the address of the token endpoint.
func (server Server) TokenURL() string { return server.Issuer + "oauth/token" }

// UniqueName makes a name that no other run has.
func UniqueName(name string) string {
	bytes := make([]byte, 6)
	rand.Read(bytes)
	return name + "-" + hex.EncodeToString(bytes)
}

// Host is the domain without its port.
func (server Server) Host() string {
	host, _, _ := strings.Cut(server.Domain, ":")
	return host
}
