package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"

	"clientele.test/play"
)

// object is a JSON object.
type object = map[string]any

// management is the Management API, reached by an HTTP client that adds the token.
type management struct {
	url    string
	client *http.Client
}

// refusal is an answer that is no success.
type refusal struct {
	Status    int    `json:"statusCode"`
	Err       string `json:"error"`
	Message   string `json:"message"`
	ErrorCode string `json:"errorCode,omitempty"`
}

func (r *refusal) Error() string { return fmt.Sprintf("%d %s: %s", r.Status, r.Err, r.Message) }

// ask sends a request, and reads the JSON of its answer.
func (m management) ask(method, path string, body, answer any) error {
	var text bytes.Buffer
	if body != nil {
		if err := json.NewEncoder(&text).Encode(body); err != nil {
			return err
		}
	}
	request, err := http.NewRequest(method, m.url+path, &text)
	if err != nil {
		return err
	}
	if body != nil {
		request.Header.Set("Content-Type", "application/json")
	}
	response, err := m.client.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if response.StatusCode >= http.StatusBadRequest {
		refused := new(refusal)
		if err := json.NewDecoder(response.Body).Decode(refused); err != nil {
			return err
		}
		return refused
	}
	if answer == nil {
		return nil
	}
	return json.NewDecoder(response.Body).Decode(answer)
}

func (m management) get(path string, answer any) error {
	return m.ask(http.MethodGet, path, nil, answer)
}

func (m management) post(path string, body, answer any) error {
	return m.ask(http.MethodPost, path, body, answer)
}

func (m management) patch(path string, body any) error {
	return m.ask(http.MethodPatch, path, body, nil)
}

func (m management) delete(path string) error { return m.ask(http.MethodDelete, path, nil, nil) }

// has reads an object, and compares some of its properties.
func (m management) has(path string, want object) error {
	return play.Eventually(func() error {
		var got object
		if err := m.get(path, &got); err != nil {
			return err
		}
		return play.Has(path, got, want)
	})
}
