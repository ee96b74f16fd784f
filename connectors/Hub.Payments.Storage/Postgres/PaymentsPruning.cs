using Hub.Storage.Modules;

namespace Hub.Payments.Storage.Postgres;

/// <summary>When what payments have may go, and how it goes. Requests stay: a reference is known for ever. What is looked for row by row is asked as a value, so that no plan reads a whole table instead.</summary>
internal static class PaymentsPruning
{
    // Money that is of two dossiers, or of none in part, keeps both.
    private const string FeeStays = """
        f.live = 1 OR f.updated_at >= $1
        OR (SELECT s.payment FROM payment_shares s JOIN payment_shares o ON o.payment = s.payment WHERE s.fee = f.id AND o.fee IS DISTINCT FROM s.fee LIMIT 1) IS NOT NULL
        """;

    private const string PaymentsOfDossier = "SELECT s.payment FROM fees f JOIN payment_shares s ON s.fee = f.id WHERE f.dossier = ANY($1)";
    private const string Counted = "FROM fees f JOIN payment_shares s ON s.fee = f.id";

    public static readonly PrunedRows Rows = new()
    {
        DossierMayGo = code => $"(SELECT f.id FROM fees f WHERE f.dossier = {code} AND ({FeeStays}) LIMIT 1) IS NULL",
        OfDossier =
        [
            new($"SELECT COUNT(*) {Counted} JOIN ledger_moves m ON m.payment = s.payment WHERE f.dossier = i.code", $"DELETE FROM ledger_moves WHERE payment IN ({PaymentsOfDossier})"),
            new($"SELECT COUNT(*) {Counted} JOIN payment_witnesses w ON w.payment = s.payment WHERE f.dossier = i.code", $"DELETE FROM payment_witnesses WHERE payment IN ({PaymentsOfDossier})"),
            new($"SELECT COUNT(DISTINCT s.payment) {Counted} WHERE f.dossier = i.code", $"DELETE FROM payments WHERE id IN ({PaymentsOfDossier})"),
            new($"SELECT COUNT(*) {Counted} WHERE f.dossier = i.code", "DELETE FROM payment_shares s USING fees f WHERE f.dossier = ANY($1) AND s.fee = f.id"),
            new("SELECT COUNT(*) FROM fees f WHERE f.dossier = i.code", "DELETE FROM fees WHERE dossier = ANY($1)"),
        ],
        Lost = new("fees o", "o.live = 0 AND o.updated_at < $1", "o.updated_at"),
        Leftovers =
        [
            new("payment_messages", "x.received_at < $1 AND x.verdict IS NOT NULL AND (SELECT p.id FROM payments p WHERE p.id = x.payment LIMIT 1) IS NULL"),
            new("bank_lines", "x.received_at < $1 AND (SELECT p.id FROM payments p WHERE p.id = x.payment LIMIT 1) IS NULL"),
            new("bank_statements", "x.received_at < $1 AND (SELECT l.identity FROM bank_lines l WHERE l.superseded = 0 AND l.statement = x.id LIMIT 1) IS NULL"),
            new("expected_files", "x.changed_at < $1 AND x.state <> 'missing'"),
        ],
    };
}
