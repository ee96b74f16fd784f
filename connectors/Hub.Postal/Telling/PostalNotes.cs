using Hub.Core.Intake;
using Hub.Postal.Consignments;
using Hub.Postal.Settings;

namespace Hub.Postal.Telling;

/// <summary>Records of what the hub itself did or saw.</summary>
internal static class PostalNotes
{
    public static PostalRecord CheckDigit(string number, string waybill, DateTimeOffset now) =>
        Note(number, $"{number}/s10/{waybill}", "s10-check-digit", null, MoveVerdict.Unplaced, now, waybill);

    public static PostalRecord Of(Consignment consignment, string code, ConsignmentState? state, DateTimeOffset now, string? text = null) => Note(
        consignment.Number, $"{consignment.Number}/{code}/{now.UtcTicks}", code, state, state is null ? MoveVerdict.Unplaced : MoveVerdict.Moved, now, text);

    private static PostalRecord Note(string number, string key, string code, ConsignmentState? state, MoveVerdict verdict, DateTimeOffset now, string? text) => new(
        number, PostalCodes.Hub, key, PostalRecordKind.Note, code, state, verdict, now, now, null, text,
        text is null ? "{}"u8.ToArray() : DataJson.Write(json => json.WriteString("text", text)));
}
