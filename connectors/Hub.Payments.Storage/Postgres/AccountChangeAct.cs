using Hub.Core.Approvals;
using Hub.Core.Trust;
using Hub.Payments.Accounts;
using Hub.Payments.Booking;
using Hub.Payments.Model;
using Hub.Storage.Postgres;

namespace Hub.Payments.Storage.Postgres;

/// <summary>A change of a beneficiary account, approved by a second person.</summary>
internal sealed class AccountChangeAct : IPostgresProposalAct
{
    public string Kind => AccountChangeKind.KindName;

    public async Task<ReadOnlyMemory<byte>?> PresentAsync(PostgresSession session, string subject, CancellationToken ct) =>
        await RowsAsync(session, subject, ct) is { } rows ? (ReadOnlyMemory<byte>?)AccountDocument.Of(rows) : null;

    public async Task<bool> CarryOutAsync(PostgresSession session, Proposal proposal, AuditEntry audit, CancellationToken ct)
    {
        if (await RowsAsync(session, proposal.Subject, ct) is not { } rows || AccountChange.ApplyAt(rows, AccountDocument.Read(proposal.After.Span), audit.At) is not { } changed)
        {
            return false;
        }

        var write = session.Batch();
        PaymentsWriting.Write(write, new PaymentsBatch { Accounts = changed });
        await write.RunAsync(ct);
        session.Audit(audit with { Act = "account.change", Target = proposal.Subject, Detail = $"by proposal {proposal.Id}" });
        return true;
    }

    private static async Task<List<BeneficiaryAccount>?> RowsAsync(PostgresSession session, string subject, CancellationToken ct) =>
        AccountChange.Read(subject) is var (bin, number)
            ? await session.Statement("SELECT version, body FROM beneficiary_accounts WHERE bin = $1 AND number = $2 ORDER BY valid_from").Text(bin).Text(number).ReadAsync(PaymentsRows.Account, ct)
            : null;
}
