// Plays the operations of go-auth0, version 1.
package main

import (
	"context"
	"log"
	"os"

	"clientele.test/play"
	"github.com/auth0/go-auth0/management"
)

func main() {
	ctx := context.Background()
	server := play.ServerFromEnvironment()
	api, err := management.New(
		server.Domain,
		management.WithClientCredentials(ctx, server.ClientID, server.ClientSecret),
	)
	if err != nil {
		log.Fatal(err)
	}
	switch part := os.Args[1]; part {
	case "life":
		play.All(play.OfLife(&life{ctx: ctx, server: server, api: api}))
	case "more":
		play.All(play.OfMore(&more{ctx, server, api}))
	default:
		log.Fatalf("no such part: %s", part)
	}
}
