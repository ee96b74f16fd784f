using Hub.Core.Trust;

namespace Hub.Functions.Trust;

/// <summary>Tells the audit who was turned away. Nobody known: what is written must not depend on how often he comes, nor wait for the store.</summary>
internal sealed class Refusals(Strangers strangers, AuditQueue queue)
{
    /// <param name="from">An address, or the name of a partner.</param>
    /// <returns>Null: it is told by itself; else it was counted, and he shall stay away for so long.</returns>
    public TimeSpan? Take(string from, AuditEntry denied)
    {
        if (strangers.Take(from) is { } wait)
        {
            return wait;
        }

        if (!queue.TryAppend(denied))
        {
            strangers.Count(from);
        }

        return null;
    }

    /// <summary>One that is not told by itself.</summary>
    public void Count(string from) => strangers.Count(from);
}
