package play;

/** Status, code and text of a refusal, as the library's own exception has them; null for what it does not have. */
public record Refusal(Integer status, String code, String text) {
    /** With null for what another one lacks. */
    Refusal asFarAs(Refusal other) {
        return new Refusal(
                other.status == null ? null : status,
                other.code == null ? null : code,
                other.text == null ? null : text);
    }
}
