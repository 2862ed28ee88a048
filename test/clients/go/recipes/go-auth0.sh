# go-auth0
cat > main.go <<'END'
package main

import (
	"context"
	"fmt"
	"log"
	"os"

	management "github.com/auth0/go-auth0/v3/management"
	api "github.com/auth0/go-auth0/v3/management/client"
	"github.com/auth0/go-auth0/v3/management/option"
)

func main() {
	ctx := context.Background()
	credentials := option.WithClientCredentials(ctx, os.Getenv("AUTH0_CLIENT_ID"), os.Getenv("AUTH0_CLIENT_SECRET"))
	auth0, err := api.New(os.Getenv("AUTH0_DOMAIN"), credentials)
	if err != nil {
		log.Fatal(err)
	}
	clients, err := auth0.Clients.List(ctx, &management.ListClientsRequestParameters{})
	if err != nil {
		log.Fatal(err)
	}
	for _, client := range clients.Results {
		fmt.Println(client.GetName())
	}
}
END
go mod init example
go get github.com/auth0/go-auth0/v3@v3.4.0
go mod tidy
SSL_CERT_FILE=$CA go run .
