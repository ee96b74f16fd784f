using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace Hub.Postal.Telling;

/// <summary>Event ids 2300 to 2399. Numbers and codes only, no persons.</summary>
internal static partial class PostalLog
{
    [LoggerMessage(2301, LogLevel.Warning, "A page of {Events} tracking events was refused {Tries} times; it is read again")]
    public static partial void PageRefused(this ILogger logger, int events, int tries);

    [LoggerMessage(2302, LogLevel.Warning, "Consignment {Number}: waybill {Waybill} has another check digit than S10 asks for")]
    public static partial void CheckDigitWrong(this ILogger logger, string number, string waybill);

    [LoggerMessage(2303, LogLevel.Warning, "Consignment {Number}: waybill {Waybill} is on {Holder} already and was not taken over")]
    public static partial void WaybillTaken(this ILogger logger, string number, string waybill, string holder);

    [LoggerMessage(2310, LogLevel.Warning, "Request of dossier {Dossier} is held: {Reason}")]
    public static partial void Held(this ILogger logger, string dossier, string reason);

    [LoggerMessage(2311, LogLevel.Warning, "Operator {Operator} was passed over for {Number}: {Why}")]
    public static partial void PassedOver(this ILogger logger, string @operator, string number, string why);

    [LoggerMessage(2312, LogLevel.Error, "Operator {Operator} refuses our credentials")]
    public static partial void LoginRefused(this ILogger logger, string @operator);

    [LoggerMessage(2313, LogLevel.Error, "No waybill numbers of operator {Operator} are left; bookings wait")]
    public static partial void RangeEmpty(this ILogger logger, string @operator);

    [LoggerMessage(2314, LogLevel.Information, "Waybill ranges of {Operator}: {TakenOver} taken over, new {Range}")]
    public static partial void RangesFetched(this ILogger logger, string @operator, int takenOver, string range);

    [LoggerMessage(2315, LogLevel.Warning, "No waybill range of {Operator} was got: {Fault}, {Why}")]
    public static partial void RangesNotFetched(this ILogger logger, string @operator, RangeFault fault, string why);

    [LoggerMessage(2330, LogLevel.Warning, "Operator {Operator} has {Orders} living orders of number {Number}; the first counts, the others must be cancelled there")]
    public static partial void BookedTwice(this ILogger logger, string @operator, string number, int orders);

    [LoggerMessage(2331, LogLevel.Debug, "Feed of {Operator}: {Events} tracking events, {Moved} moved something, {Known} known, {Conflicts} conflicts, {UnknownCodes} unknown codes, {Strangers} of others")]
    public static partial void FeedRead(this ILogger logger, string @operator, int events, int moved, int known, int conflicts, int unknownCodes, int strangers);

    [LoggerMessage(2332, LogLevel.Warning, "The feed of {Operator} could not be read: {Why}")]
    public static partial void FeedUnread(this ILogger logger, string @operator, string why);

    [LoggerMessage(2333, LogLevel.Warning, "{Operator} could not be asked: {Why}")]
    public static partial void PollFailed(this ILogger logger, string @operator, string why);

    [LoggerMessage(2334, LogLevel.Warning, "{Operator} knows no order {Number}")]
    public static partial void NotKnownThere(this ILogger logger, string @operator, string number);

    [LoggerMessage(2336, LogLevel.Warning, "A webhook of {Operator} said {Code} of {Number}, which its history does not confirm; nothing was changed")]
    public static partial void NotConfirmed(this ILogger logger, string @operator, string code, string number);

    [LoggerMessage(2337, LogLevel.Information, "{Operator}: {Events} tracking events under codes that the table now holds were judged again; {Moved} moved something, {Known} had been judged before")]
    public static partial void Reviewed(this ILogger logger, string @operator, int events, int moved, int known);

    [LoggerMessage(2320, LogLevel.Warning, "Consignment {Number} needs a person: {Kind}")]
    public static partial void Overdue(this ILogger logger, string number, string kind);
}

/// <summary>Figures of the post. Labels are operators of the settings, never their codes, numbers or persons.</summary>
public static class PostalTelemetry
{
    public const string Name = "Hub.Postal";

    private static readonly Meter Meter = new(Name);
    private static readonly Counter<long> Unknown = Meter.CreateCounter<long>("hub.post.unknown.codes", description: "Tracking events of our parcels whose status code no table holds, by operator");

    internal static void CodesUnknown(string @operator, int events) => Unknown.Add(events, new KeyValuePair<string, object?>("operator", @operator));
}
