module clientele.test/oauth2

go 1.26.0

require (
	clientele.test/play v0.0.0
	github.com/golang-jwt/jwt/v5 v5.3.1
	golang.org/x/oauth2 v0.38.0
)

require (
	github.com/MicahParks/jwkset v0.11.4 // indirect
	github.com/MicahParks/keyfunc/v3 v3.9.2 // indirect
	github.com/google/go-cmp v0.7.0 // indirect
	golang.org/x/time v0.15.0 // indirect
)

replace clientele.test/play => ../play
