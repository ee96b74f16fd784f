using Microsoft.Extensions.Logging;

namespace Hub.NationalPortal.Wire;

/// <summary>Event ids 2100 to 2199. Codes and counts only, no persons.</summary>
internal static partial class PortalLog
{
    [LoggerMessage(2101, LogLevel.Warning, "Dossier {Code}: lines of progress may stand twice on the portal")]
    public static partial void PossibleDuplicate(this ILogger logger, string code);

    [LoggerMessage(2102, LogLevel.Warning, "Dossier {Code} is held: {Reason}")]
    public static partial void Held(this ILogger logger, string code, string reason);

    [LoggerMessage(2103, LogLevel.Error, "The portal refuses our login; deliveries wait until {Until}")]
    public static partial void LoginRefused(this ILogger logger, DateTimeOffset until);

    [LoggerMessage(2110, LogLevel.Information, "Procedures read: {Listed} listed, {Added} added, {Changed} changed, {Withdrawn} withdrawn, {Failed} not readable")]
    public static partial void ProceduresRead(this ILogger logger, int listed, int added, int changed, int withdrawn, int failed);

    [LoggerMessage(2111, LogLevel.Warning, "Procedures: the list is not believed ({Why}); nothing is withdrawn on its word")]
    public static partial void ListNotBelieved(this ILogger logger, string why);

    [LoggerMessage(2120, LogLevel.Warning, "Portal and centre differ: {Missing} missing, {Stale} stale of {Compared} compared, {Unknown} could not be asked")]
    public static partial void Differences(this ILogger logger, int missing, int stale, int compared, int unknown);
}
