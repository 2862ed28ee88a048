# go-auth0 version 1
cat > main.go <<'END'
package main

import (
	"context"
	"fmt"
	"log"
	"os"

	"github.com/auth0/go-auth0/management"
)

func main() {
	ctx := context.Background()
	auth0, err := management.New(
		os.Getenv("AUTH0_DOMAIN"),
		management.WithClientCredentials(ctx, os.Getenv("AUTH0_CLIENT_ID"), os.Getenv("AUTH0_CLIENT_SECRET")),
	)
	if err != nil {
		log.Fatal(err)
	}
	list, err := auth0.Client.List(ctx)
	if err != nil {
		log.Fatal(err)
	}
	for _, client := range list.Clients {
		fmt.Println(client.GetName())
	}
}
END
go mod init example
go get github.com/auth0/go-auth0@v1.49.0
go mod tidy
SSL_CERT_FILE=$CA go run .
