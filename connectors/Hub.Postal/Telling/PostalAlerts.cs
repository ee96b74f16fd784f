using System.Security.Cryptography;
using System.Text;
using Hub.Core;
using Hub.Core.Calendar;
using Hub.Core.Envelopes;
using Hub.Core.Inbox;
using Hub.Core.Tasks;
using Hub.Core.Trust;
using Hub.Postal.Consignments;
using Hub.Postal.Settings;

namespace Hub.Postal.Telling;

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
            ids.Next().Value, alert.Kind, alert.Subject, consignment?.Dossier, alert.IsOperators ? PostalCodes.Role : Role.Operator, alert.Operator, now, due,
            alert.Text.Vi, alert.Text.En);
        return (task, PostalEvents.Exception(alert, Short(cause), consignment, due, now));
    }

    // Whatever an operator writes into a code must not break an id.
    private static string Short(string cause) => cause.Length <= IdMax && cause.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_' or '/')
        ? cause
        : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(cause)));
}

/// <summary>Something that a person must look at: a task on the work list and one <c>postal.exception</c>.</summary>
/// <param name="Kind">One of <see cref="PostalTaskKinds"/>.</param>
/// <param name="Subject">Of the task; one is open for each kind and subject.</param>
/// <param name="Operator">The postal operator whose staff may see the task too; null for the centre's own.</param>
/// <param name="IsOperators">It is the operator's to act; else the centre's.</param>
/// <param name="Days">Working days until it must be done.</param>
/// <param name="Text">What happened and what to do; no personal data.</param>
/// <param name="RawCode">The operator's own code, where it is about one.</param>
public sealed record PostalAlert(string Kind, string Subject, string? Operator, bool IsOperators, int Days, Bilingual Text, string? RawCode = null);
