// Plays the operations of go-auth0, versions 2 and 3; for version 3, the import paths are changed.
package main

import (
	"context"
	"log"
	"os"

	"clientele.test/play"
	api "github.com/auth0/go-auth0/v2/management/client"
	"github.com/auth0/go-auth0/v2/management/option"
)

func main() {
	ctx := context.Background()
	server := play.ServerFromEnvironment()
	admin, err := api.New(
		server.Domain,
		option.WithClientCredentials(ctx, server.ClientID, server.ClientSecret),
	)
	if err != nil {
		log.Fatal(err)
	}
	switch part := os.Args[1]; part {
	case "life":
		play.All(play.OfLife(&life{ctx: ctx, server: server, api: admin}))
	case "more":
		play.All(play.OfMore(&more{ctx, server, admin}))
	default:
		log.Fatalf("no such part: %s", part)
	}
}
