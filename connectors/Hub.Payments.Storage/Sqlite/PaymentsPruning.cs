using Hub.Storage.Modules;

namespace Hub.Payments.Storage.Sqlite;

/// <summary>When what payments have may go, and how it goes. Requests stay: a reference is known for ever.</summary>
internal static class PaymentsPruning
{
    // Money that is of two dossiers, or of none in part, keeps both.
    private const string FeeStays = """
        f.live = 1 OR f.updated_at >= $before
        OR EXISTS (SELECT 1 FROM payment_shares s JOIN payment_shares o ON o.payment = s.payment WHERE s.fee = f.id AND o.fee IS NOT s.fee)
        """;

    private const string PaymentsOfDossier = "SELECT s.payment FROM fees f JOIN payment_shares s ON s.fee = f.id WHERE f.dossier = ?";

    public static readonly PrunedRows Rows = new()
    {
        DossierMayGo = code => $"NOT EXISTS (SELECT 1 FROM fees f WHERE f.dossier = {code} AND ({FeeStays}))",
        OfDossier =
        [
            new(null, $"DELETE FROM ledger_moves WHERE payment IN ({PaymentsOfDossier})"),
            new(null, $"DELETE FROM payment_witnesses WHERE payment IN ({PaymentsOfDossier})"),
            new(null, $"DELETE FROM payments WHERE id IN ({PaymentsOfDossier})"),
            new(null, "DELETE FROM payment_shares WHERE fee IN (SELECT f.id FROM fees f WHERE f.dossier = ?)"),
            new(null, "DELETE FROM fees WHERE dossier = ?"),
        ],
        Lost = new("fees o INDEXED BY fees_over", "o.live = 0 AND o.updated_at < $before"),
        Leftovers =
        [
            new("payment_messages", "x.received_at < $before AND x.verdict IS NOT NULL AND NOT EXISTS (SELECT 1 FROM payments p WHERE p.id = x.payment)"),
            new("bank_lines", "x.received_at < $before AND NOT EXISTS (SELECT 1 FROM payments p WHERE p.id = x.payment)"),
            new("bank_statements", "x.received_at < $before AND NOT EXISTS (SELECT 1 FROM bank_lines l WHERE l.superseded = 0 AND l.statement = x.id)"),
            new("expected_files", "x.changed_at < $before AND x.state <> 'missing'"),
        ],
    };
}
