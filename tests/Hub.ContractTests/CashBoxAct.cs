using System.Globalization;
using System.Text;
using Hub.Core.Approvals;
using Hub.Core.Trust;
using Hub.Storage.Postgres;
using Hub.Storage.Sqlite;

namespace Hub.ContractTests;

/// <summary>A kind of proposal of the tests: what lies in a cash box is to become another amount. An amount of 13 breaks after it was written, one of 0 cannot be carried out.</summary>
internal sealed class CashBoxAct : ISqliteProposalAct, IPostgresProposalAct
{
    public const string KindName = "cash-box";

    public string Kind => KindName;

    public static string Of(ReadOnlyMemory<byte> value) => Encoding.UTF8.GetString(value.Span);

    public ReadOnlyMemory<byte>? Present(SqliteSession session, string subject)
    {
        var select = session.Statement("SELECT value FROM cursors WHERE name = ?").Bind(1, subject);
        ReadOnlyMemory<byte>? present = select.Step() ? Encoding.UTF8.GetBytes(select.Text(0)) : null;
        select.Reset();
        return present;
    }

    public bool CarryOut(SqliteSession session, Proposal proposal, AuditEntry audit)
    {
        if (Of(proposal.After) == "0")
        {
            return false;
        }

        session.Statement("UPDATE cursors SET value = ?2 WHERE name = ?1").Bind(1, proposal.Subject).Bind(2, Of(proposal.After)).Run();
        session.Audit(Told(proposal, audit));
        return Sound(proposal);
    }

    public async Task<ReadOnlyMemory<byte>?> PresentAsync(PostgresSession session, string subject, CancellationToken ct)
    {
        var found = await session.Statement("SELECT value FROM cursors WHERE name = $1").Text(subject).ReadAsync(r => r.Str(0), ct);
        return found is [var value] ? (ReadOnlyMemory<byte>?)Encoding.UTF8.GetBytes(value) : null;
    }

    public async Task<bool> CarryOutAsync(PostgresSession session, Proposal proposal, AuditEntry audit, CancellationToken ct)
    {
        if (Of(proposal.After) == "0")
        {
            return false;
        }

        await session.Statement("UPDATE cursors SET value = $2 WHERE name = $1").Text(proposal.Subject).Text(Of(proposal.After)).RunAsync(ct);
        session.Audit(Told(proposal, audit));
        return Sound(proposal);
    }

    private static AuditEntry Told(Proposal proposal, AuditEntry audit) =>
        audit with { Act = "cash-box.set", Target = proposal.Subject, Detail = proposal.After.Length.ToString(CultureInfo.InvariantCulture) };

    private static bool Sound(Proposal proposal) => Of(proposal.After) == "13" ? throw new InvalidOperationException("The test wants this to break.") : true;
}
