// Package play plays operations of a library against a server, and says what came of each.
package play

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
)

// Operation is something that a user of a library does; it succeeds when all that it asserts holds.
type Operation struct {
	Name string
	Play func() error
}

// NotOffered is the error of an operation that a library does not have, and says why.
type NotOffered string

func (why NotOffered) Error() string { return string(why) }

type outcome struct {
	Operation string `json:"operation"`
	Outcome   string `json:"outcome"`
	Why       string `json:"why,omitempty"`
}

// All plays operations in their order, also those after one that fails, and prints a line for each.
func All(operations []Operation) {
	lines := json.NewEncoder(os.Stdout)
	lines.SetEscapeHTML(false)
	for _, operation := range operations {
		if err := lines.Encode(outcomeOf(operation)); err != nil {
			panic(err)
		}
	}
}

func outcomeOf(operation Operation) (result outcome) {
	result.Operation = operation.Name
	// What an earlier operation should have made may be missing.
	defer func() {
		if fault := recover(); fault != nil {
			result.Outcome, result.Why = "fails", fmt.Sprint(fault)
		}
	}()
	err := operation.Play()
	var notOffered NotOffered
	switch {
	case err == nil:
		result.Outcome = "works"
	case errors.As(err, &notOffered):
		result.Outcome, result.Why = "not offered", notOffered.Error()
	default:
		result.Outcome, result.Why = "fails", err.Error()
	}
	return result
}
