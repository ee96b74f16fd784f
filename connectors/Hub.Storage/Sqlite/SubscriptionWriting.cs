namespace Hub.Storage.Sqlite;

/// <summary>What each subscription asks for, by type, as every outgoing event looks it up.</summary>
internal static class SubscriptionWriting
{
    /// <param name="types">None where it is to be told of nothing.</param>
    public static void Ask(this SqliteSession session, string subscription, IReadOnlyList<string> types)
    {
        session.Statement("DELETE FROM subscription_types WHERE subscription = ?").Bind(1, subscription).Run();
        foreach (var type in types)
        {
            session.Statement("INSERT INTO subscription_types (type, subscription) VALUES (?, ?) ON CONFLICT DO NOTHING").Bind(1, type).Bind(2, subscription).Run();
        }
    }
}
