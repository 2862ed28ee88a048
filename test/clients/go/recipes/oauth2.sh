# golang.org/x/oauth2
cat > main.go <<'END'
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"log"
	"net/url"
	"os"

	"golang.org/x/oauth2/clientcredentials"
)

func main() {
	issuer := "https://" + os.Getenv("AUTH0_DOMAIN") + "/"
	config := clientcredentials.Config{
		ClientID:       os.Getenv("AUTH0_CLIENT_ID"),
		ClientSecret:   os.Getenv("AUTH0_CLIENT_SECRET"),
		TokenURL:       issuer + "oauth/token",
		EndpointParams: url.Values{"audience": {issuer + "api/v2/"}},
	}
	answer, err := config.Client(context.Background()).Get(issuer + "api/v2/clients")
	if err != nil {
		log.Fatal(err)
	}
	defer answer.Body.Close()
	var clients []struct{ Name string }
	if err := json.NewDecoder(answer.Body).Decode(&clients); err != nil {
		log.Fatal(err)
	}
	for _, client := range clients {
		fmt.Println(client.Name)
	}
}
END
go mod init example
go get golang.org/x/oauth2@v0.38.0
go mod tidy
SSL_CERT_FILE=$CA go run .
