using Microsoft.Extensions.Logging;

namespace Hub.Postal;

/// <summary>Event ids 2300 to 2399. Numbers and codes only, no persons.</summary>
internal static partial class PostalLog
{
    [LoggerMessage(2301, LogLevel.Warning, "A page of {Signs} signs was refused {Tries} times; it is read again")]
    public static partial void PageRefused(this ILogger logger, int signs, int tries);

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

    [LoggerMessage(2320, LogLevel.Warning, "Consignment {Number} needs a person: {Kind}")]
    public static partial void Overdue(this ILogger logger, string number, string kind);
}
