namespace Hub.Storage.Moving;

/// <summary>A table that is copied, in the order of its key. What is not named here belongs to one engine alone and is made anew.</summary>
/// <param name="Key">Columns of the primary key; none: rows in the order in which they were written.</param>
internal sealed record MovedTable(string Name, params string[] Key)
{
    public const string Events = "events";
    public const string Attempts = "attempts";
    public const string Audit = "audit";

    /// <summary>In the order of copying: what is told of comes before what tells of it.</summary>
    public static readonly IReadOnlyList<MovedTable> All =
    [
        new(Events, "seq"), new("dossiers", "code"), new("envelopes", "seq"), new("strands", "lane", "key"), new(Attempts, "envelope_seq", "try"),
        new("body_edits"), new("partner_state", "lane", "key"), new("lanes", "lane"), new("subscriptions", "id"), new("procedures", "code"),
        new("procedure_changes", "seq"), new("integrations", "procedure_code"), new("api_keys", "id"), new(Audit, "seq"), new("audit_seal", "only"),
        new("idempotency", "caller", "key"), new("redrives", "id"), new("timers", "name"),
        new("consignments", "number"), new("postal_records", "seq"), new("custody_links", "item", "no"), new("postal_sheets", "kind", "id"), new("postal_attachments", "sha256"),
        new("waybill_ranges", "operator", "id"), new("cursors", "name"), new("units", "code"), new("unit_codes", "list", "level", "theirs", "ours"), new("tasks", "id"),
    ];
}
