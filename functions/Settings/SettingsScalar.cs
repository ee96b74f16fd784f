using System.Globalization;
using System.Reflection;

namespace Hub.Functions.Settings;

/// <summary>Values that are one text.</summary>
internal static class SettingsScalar
{
    public static bool IsScalar(Type type) => type.IsEnum || type.IsPrimitive
        || type == typeof(string) || type == typeof(TimeSpan) || type == typeof(Uri) || type == typeof(DateTimeOffset) || type == typeof(DateOnly) || type == typeof(TimeOnly);

    /// <summary>A text may be a secret and an address may hold one; figures and switches are safe to repeat.</summary>
    public static bool IsShowable(Type type, PropertyInfo property) =>
        type != typeof(string) && type != typeof(Uri) && !property.IsDefined(typeof(SecretAttribute));

    public static bool TryRead(Type type, string text, out object? value)
    {
        value = type switch
        {
            _ when type == typeof(string) => text,
            _ when type == typeof(bool) => bool.TryParse(text, out var b) ? b : null,
            _ when type == typeof(int) => int.TryParse(text, CultureInfo.InvariantCulture, out var i) ? i : null,
            _ when type == typeof(long) => long.TryParse(text, CultureInfo.InvariantCulture, out var l) ? l : null,
            _ when type == typeof(double) => double.TryParse(text, CultureInfo.InvariantCulture, out var d) && double.IsFinite(d) ? d : null,
            _ when type == typeof(TimeSpan) => text.Contains(':', StringComparison.Ordinal) && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var t) ? t : null,
            _ when type == typeof(DateTimeOffset) => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out var at) ? at : null,
            _ when type == typeof(DateOnly) => DateOnly.TryParse(text, CultureInfo.InvariantCulture, out var day) ? day : null,
            _ when type == typeof(TimeOnly) => TimeOnly.TryParse(text, CultureInfo.InvariantCulture, out var time) ? time : null,
            _ when type == typeof(Uri) => Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" or "amqp" or "amqps" ? uri : null,
            { IsEnum: true } => !int.TryParse(text, out _) && Enum.TryParse(type, text, ignoreCase: true, out var named) ? named : null,
            _ => null,
        };
        return value is not null;
    }
}
