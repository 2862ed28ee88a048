package play

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"slices"
	"time"

	"github.com/google/go-cmp/cmp"
)

// Same tells how the whole JSON of a value differs from what it should be.
func Same(what string, got, want any) error {
	if difference := cmp.Diff(asJSON(want), asJSON(got)); difference != "" {
		return fmt.Errorf("%s differs (-wanted +got):\n%s", what, difference)
	}
	return nil
}

// Has tells which properties of an object are not as they should be; it may have others beside them.
func Has(what string, got, want any) error {
	object, _ := asJSON(got).(map[string]any)
	wanted := asJSON(want).(map[string]any)
	of := map[string]any{}
	for name := range wanted {
		if value, there := object[name]; there {
			of[name] = value
		}
	}
	return Same(what, of, wanted)
}

// Lacks tells which of some properties an object has all the same.
func Lacks(what string, got any, names ...string) error {
	object, _ := asJSON(got).(map[string]any)
	for _, name := range names {
		if value, there := object[name]; there {
			return fmt.Errorf("%s has %s: %v", what, name, value)
		}
	}
	return nil
}

// Checks runs steps until one of them fails.
func Checks(steps ...func() error) error {
	for _, step := range steps {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// Until repeats a question until its answer is yes; events reach the log a moment after what they tell of.
func Until(what string, question func() (bool, error)) error {
	for end := time.Now().Add(10 * time.Second); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		if yes, err := question(); yes || err != nil {
			return err
		}
	}
	return errors.New(what + " has not come about in ten seconds")
}

func asJSON(value any) (generic any) {
	text, err := json.Marshal(value)
	if err == nil {
		err = json.Unmarshal(text, &generic)
	}
	if err != nil {
		panic(err)
	}
	return generic
}

// EachOnce tells which ids occur twice, and whether one that should be there is missing.
func EachOnce(ids []string, wanted string) error {
	sorted := slices.Sorted(slices.Values(ids))
	if len(slices.Compact(slices.Clone(sorted))) != len(ids) {
		return fmt.Errorf("some occur twice: %v", sorted)
	}
	if !slices.Contains(ids, wanted) {
		return fmt.Errorf("%s is missing in %v", wanted, sorted)
	}
	return nil
}

// Differ fails where two values are equal.
func Differ(what string, one, other string) error {
	if one == other {
		return fmt.Errorf("%s is still %s", what, one)
	}
	return nil
}

// Eventually repeats a step until it succeeds. A change holds everywhere within a second: several servers may answer
// under one address, and each hears of it from the database.
func Eventually(step func() error) (err error) {
	if os.Getenv("SERVERS") == "1" {
		return step()
	}
	for end := time.Now().Add(2 * time.Second); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		if err = step(); err == nil {
			return nil
		}
	}
	return err
}
