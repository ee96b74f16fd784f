using Hub.Storage.Modules;
using Npgsql;

namespace Hub.Storage.Postgres;

/// <summary>
/// What the role that runs the hub may do: read and write rows. It can neither make, change, empty nor drop a table, and of the audit it can
/// only read lines and add some. Months come and go through functions of the owner. What it may do with a party's tables the party says.
/// </summary>
internal static class PostgresGrants
{
    private static readonly string[] Tables =
    [
        "gate", "events", "event_ids", "dossiers", "envelopes", "strands", "attempts", "body_edits", "partner_state", "lanes", "receivers", "subscriptions", "subscription_types", "procedures",
        "procedure_changes", "integrations", "api_keys", "audit_seal", "idempotency", "redrives", "timers", "writable_mark", "move",
        "cursors", "units", "unit_codes", "tasks", "proposals",
    ];

    /// <summary>In one transaction: hubs at work under this role must never meet a moment without their rights.</summary>
    public static void Apply(NpgsqlConnection connection, string schema, string role, IReadOnlyList<ModuleGrants> modules)
    {
        using var transaction = connection.BeginTransaction();
        foreach (var statement in (string[])
            [
                // A month that is made or dropped meanwhile writes the same rows of the server's catalogue.
                "SELECT pg_advisory_xact_lock(hashtext(current_schema() || '.months'), 1)",
                "REVOKE ALL ON ALL TABLES IN SCHEMA {0} FROM {1}",
                "GRANT USAGE ON SCHEMA {0} TO {1}",
                "GRANT SELECT, INSERT, UPDATE, DELETE ON " + string.Join(", ", Tables.Concat(modules.SelectMany(module => module.ReadWrite))) + " TO {1}",
                "REVOKE INSERT, DELETE ON gate FROM {1}",
                "GRANT SELECT, INSERT ON " + string.Join(", ", modules.SelectMany(module => module.AppendOnly).Prepend("audit")) + " TO {1}",
                .. modules.SelectMany(module => module.NoChange).Select(table => $"GRANT SELECT, INSERT, DELETE ON {table} TO {{1}}"),
                "GRANT SELECT ON migrations TO {1}",
                "GRANT USAGE ON ALL SEQUENCES IN SCHEMA {0} TO {1}",
                "GRANT EXECUTE ON FUNCTION " + string.Join(", ", (string[])["ensure_month(integer)", "drop_empty_month(integer)", .. modules.SelectMany(module => module.Functions)]) + " TO {1}",
            ])
        {
#pragma warning disable CA2100 // Constants, and names that were checked.
            using var command = new NpgsqlCommand(
                statement.Replace("{0}", $"\"{schema}\"", StringComparison.Ordinal).Replace("{1}", $"\"{role}\"", StringComparison.Ordinal), connection, transaction);
#pragma warning restore CA2100
            command.ExecuteNonQuery();
        }

        transaction.Commit();
    }
}
