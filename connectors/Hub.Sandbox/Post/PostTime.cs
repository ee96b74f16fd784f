using System.Globalization;

namespace Hub.Sandbox.Post;

/// <summary>Times as the operator writes them: Vietnam, no offset.</summary>
internal static class PostTime
{
    public static readonly TimeSpan Vietnam = TimeSpan.FromHours(7);

    public static string Text(DateTimeOffset moment) => moment.ToOffset(Vietnam).ToString("dd'/'MM'/'yyyy HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>A day <c>dd-MM-yyyy</c>; null when it is none.</summary>
    public static DateOnly? Day(string? text) => DateOnly.TryParseExact(text, "dd-MM-yyyy", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
