using System.Collections.Concurrent;
using Npgsql;

namespace Hub.Storage.Postgres;

/// <summary>Sees to it that the tables that are cut by month have the months that are written to.</summary>
internal sealed class PostgresMonths(PostgresDatabase database)
{
    private readonly ConcurrentDictionary<int, bool> _made = new();

    public bool Has(int month) => _made.ContainsKey(month);

    /// <summary>Makes the month, and the one after it so that no midnight waits for it.</summary>
    public async Task EnsureAsync(int month, CancellationToken ct)
    {
        if (Has(month))
        {
            return;
        }

        var connection = await database.OpenAsync(ct);
        await using (connection)
        {
            var command = new NpgsqlCommand("SELECT ensure_month($1), ensure_month($1 + 1)", connection);
            await using (command)
            {
                command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = month });
                await command.ExecuteNonQueryAsync(ct);
            }
        }

        _made[month] = true;
        _made[month + 1] = true;
    }

    /// <summary>Believes nothing: somebody dropped a month.</summary>
    public void Forget() => _made.Clear();
}
