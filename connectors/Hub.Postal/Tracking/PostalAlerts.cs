using System.Security.Cryptography;
using System.Text;
using Hub.Core.Calendar;
using Hub.Core.Envelopes;
using Hub.Core.Inbox;
using Hub.Core.Tasks;
using Hub.Core.Trust;
using Hub.Postal.Consignments;

namespace Hub.Postal.Tracking;

/// <summary>Turns an alert into the task and the event that are written with whatever caused it.</summary>
public sealed class PostalAlerts(EnvelopeIds ids, WorkingCalendar calendar)
{
    private const int IdMax = 120;

    /// <param name="cause">Parts the events of one kind: the same cause told twice is one event.</param>
    /// <param name="consignment">Null when it is about an operator.</param>
    /// <param name="deadline">Counted already; null counts <see cref="PostalAlert.Days"/> from now.</param>
    public (WorkTask Task, Submission Event) Raise(PostalAlert alert, string cause, Consignment? consignment, DateTimeOffset now, DateTimeOffset? deadline = null)
    {
        var due = deadline ?? calendar.After(now, alert.Days);
        var task = new WorkTask(
            ids.Next().Value, alert.Kind, alert.Subject, consignment?.Dossier, alert.IsOperators ? PostalDescriptor.Role : Role.Operator, alert.Operator, now, due,
            alert.Vietnamese, alert.English);
        return (task, PostalEvents.Exception(alert, Short(cause), consignment, due, now));
    }

    // Whatever an operator writes into a code must not break an id.
    private static string Short(string cause) => cause.Length <= IdMax && cause.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_' or '/')
        ? cause
        : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(cause)));
}
