package play;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;

/** Plays operations of a library against a server, and prints what came of each. */
public final class Play {
    /** What a user of a library does; it returns when all that it asserts holds. */
    public interface Operation {
        void play() throws Exception;
    }

    /** The library does not have an operation; the message says why. */
    public static final class NotOffered extends Exception {
        public NotOffered(String why) {
            super(why);
        }
    }

    private static final ObjectMapper JSON = new ObjectMapper();

    private Play() {}

    /** Plays all, also those after one that fails. */
    public static void all(Map<String, Operation> operations) throws Exception {
        for (Map.Entry<String, Operation> entry : operations.entrySet()) {
            Map<String, String> line = new LinkedHashMap<>();
            line.put("operation", entry.getKey());
            try {
                entry.getValue().play();
                line.put("outcome", "works");
            } catch (NotOffered notOffered) {
                line.put("outcome", "not offered");
                line.put("why", notOffered.getMessage());
            } catch (Exception | AssertionError failure) {
                line.put("outcome", "fails");
                line.put("why", failure.toString());
            }
            System.out.println(JSON.writeValueAsString(line));
        }
    }

    public static void same(String what, Object got, Object expected) {
        if (!Objects.equals(got, expected))
            throw new AssertionError(what + " is " + got + ", not " + expected);
    }

    /** Compares the members that are expected; others may be there. */
    public static void has(String what, Map<String, Object> got, Map<String, Object> expected) {
        Map<String, Object> compared = new LinkedHashMap<>();
        for (String name : expected.keySet()) compared.put(name, got.get(name));
        same(what, compared, expected);
    }

    /** Several servers take up to a second to hear of a change; what still fails then, fails. */
    public static <T> T eventually(Callable<T> check) throws Exception {
        if (Server.IS_ALONE) return check.call();
        for (long end = System.nanoTime() + 2_000_000_000L; System.nanoTime() < end; Thread.sleep(50)) {
            try {
                return check.call();
            } catch (Exception | AssertionError notYet) {
                // Looked at again.
            }
        }
        return check.call();
    }

    /** Looks until something is there: events are written shortly after the answer. */
    public static <T> T until(String what, Callable<T> look) throws Exception {
        for (int looks = 0; looks < 50; looks++) {
            T found = look.call();
            if (found != null) return found;
            Thread.sleep(100);
        }
        throw new AssertionError("no " + what + " after five seconds");
    }

    public static String unique(String name) {
        return name + "-" + UUID.randomUUID().toString().substring(0, 8);
    }
}
