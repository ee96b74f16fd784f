using System.Text.Json;
using Hub.Postal.Consignments;

namespace Hub.Postal.Acts;

/// <summary>Acts as they are kept and found again.</summary>
internal static class ActNotes
{
    public static byte[] Of(PostalStaff staff, PostalAct act, ActAnswer answer) =>
        ActJson.Note(staff.Id, act, ActJson.Default.PostalAct, answer, ActJson.Default.ActAnswer);

    /// <summary>What was answered; null when another act is kept under the id.</summary>
    public static ActAnswer? Answer(PostalRecord record, PostalAct act)
    {
        var note = ActJson.Read(record.Raw.Span);
        return note.Digest == ActJson.Digest(act, ActJson.Default.PostalAct) ? note.Answer.Deserialize(ActJson.Default.ActAnswer) : null;
    }

    public static byte[] Of(PostalStaff staff, SheetChange change, SheetAnswer answer) =>
        ActJson.Note(staff.Id, change, ActJson.Default.SheetChange, answer, ActJson.Default.SheetAnswer);

    public static SheetAnswer? Answer(PostalRecord record, SheetChange change)
    {
        var note = ActJson.Read(record.Raw.Span);
        return note.Digest == ActJson.Digest(change, ActJson.Default.SheetChange) ? note.Answer.Deserialize(ActJson.Default.SheetAnswer) : null;
    }
}
