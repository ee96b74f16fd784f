namespace Hub.Storage.Modules;

/// <summary>A table that is copied, in the order of its key. What is not named here belongs to one engine alone and is made anew.</summary>
/// <param name="Key">Columns of the primary key; none: rows in the order in which they were written.</param>
public sealed record MovedTable(string Name, params string[] Key)
{
    internal const string Events = "events";
    internal const string Attempts = "attempts";
    internal const string Audit = "audit";

    /// <summary>Whether PostgreSQL numbers its rows itself, in the column <c>seq</c>.</summary>
    public bool IsNumbered { get; init; }

    /// <summary>The heart's, in the order of copying, before those of the parties: what is told of comes before what tells of it.</summary>
    internal static readonly IReadOnlyList<MovedTable> First =
    [
        new(Events, "seq"), new("dossiers", "code"), new("envelopes", "seq"), new("strands", "lane", "key"), new(Attempts, "envelope_seq", "try"),
        new("body_edits"), new("partner_state", "lane", "key"), new("lanes", "lane"), new("receivers", "lane", "receiver"), new("subscriptions", "id"),
        new("subscription_types", "type", "subscription"), new("procedures", "code"),
        new("procedure_changes", "seq"), new("integrations", "procedure_code"), new("api_keys", "id"), new(Audit, "seq"), new("audit_seal", "only"),
        new("idempotency", "caller", "key"), new("redrives", "id"), new("timers", "name"),
    ];

    /// <summary>The heart's, after those of the parties.</summary>
    internal static readonly IReadOnlyList<MovedTable> Last =
    [
        new("cursors", "name"), new("units", "code"), new("unit_codes", "list", "level", "theirs", "ours"), new("tasks", "id"), new("proposals", "id"),
    ];
}
