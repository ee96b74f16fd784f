using System.Globalization;

namespace Hub.Functions.Hosting;

/// <summary>
/// How many connections the process may hold: each is an open file, and a runtime that cannot open one more, for a library or a pipe of its own, ends itself
/// and all who are connected.
/// </summary>
public static class FileLimit
{
    /// <summary>Where no limit is known, or it is far away.</summary>
    public const int Most = 5000;

    // Each library that the runtime loads stays open, twice: 255 files are open when nothing happens yet. The rest is for what is loaded later, and for the
    // connections of the store and of the lanes.
    private const int Reserved = 300;
    private const int Least = 8;
    private const string Limits = "/proc/self/limits";
    private const string Line = "Max open files";

    public static int Connections() => Connections(File.Exists(Limits) ? File.ReadAllText(Limits) : "");

    /// <param name="limits">In the form of <c>/proc/self/limits</c>; the second column holds, to which the runtime raises the first.</param>
    public static int Connections(string limits)
    {
        var line = limits.Split('\n').FirstOrDefault(each => each.StartsWith(Line, StringComparison.Ordinal));
        var columns = line?[Line.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];
        return columns.Length > 1 && int.TryParse(columns[1], NumberStyles.None, CultureInfo.InvariantCulture, out var files)
            ? Math.Clamp(files - Reserved, Least, Most)
            : Most;
    }
}
