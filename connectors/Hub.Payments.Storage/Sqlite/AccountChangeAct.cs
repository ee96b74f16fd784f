using Hub.Core.Approvals;
using Hub.Core.Trust;
using Hub.Payments.Accounts;
using Hub.Payments.Booking;
using Hub.Payments.Model;
using Hub.Payments.Storage.Documents;
using Hub.Storage.Sqlite;

namespace Hub.Payments.Storage.Sqlite;

/// <summary>A change of a beneficiary account, approved by a second person.</summary>
internal sealed class AccountChangeAct : ISqliteProposalAct
{
    public string Kind => AccountChangeKind.KindName;

    public ReadOnlyMemory<byte>? Present(SqliteSession session, string subject) => Rows(session, subject) is { } rows ? (ReadOnlyMemory<byte>?)AccountDocument.Of(rows) : null;

    public bool CarryOut(SqliteSession session, Proposal proposal, AuditEntry audit)
    {
        if (Rows(session, proposal.Subject) is not { } rows || AccountChange.ApplyAt(rows, AccountDocument.Read(proposal.After.Span), audit.At) is not { } changed)
        {
            return false;
        }

        session.Write(new PaymentsBatch { Accounts = changed });
        session.Audit(audit with { Act = "account.change", Target = proposal.Subject, Detail = $"by proposal {proposal.Id}" });
        return true;
    }

    private static List<BeneficiaryAccount>? Rows(SqliteSession session, string subject)
    {
        if (AccountChange.Read(subject) is not var (bin, number))
        {
            return null;
        }

        var select = session.Statement("SELECT version, body FROM beneficiary_accounts WHERE bin = ? AND number = ? ORDER BY valid_from").Bind(1, bin).Bind(2, number);
        var rows = new List<BeneficiaryAccount>();
        while (select.Step())
        {
            rows.Add(PaymentsDocument.Account(select.Bytes(1), select.Long(0)));
        }

        select.Reset();
        return rows;
    }
}
