using Hub.Core;

namespace Hub.Functions.Shell;

/// <summary>Where a command prints, how wide, and in which of the two languages.</summary>
public sealed record Terminal
{
    /// <summary>What every screen must fit; also what a pipe is given.</summary>
    public const int Narrowest = 80;

    // A line beyond this is hard to follow, however wide the window is.
    private const int Widest = 160;

    public required TextWriter Out { get; init; }

    public required TextWriter Error { get; init; }

    /// <summary>Columns.</summary>
    public int Width { get; init; } = Narrowest;

    /// <summary>Whether a person looks at it, so that a screen may redraw itself in place.</summary>
    public bool IsLive { get; init; }

    public Language Language { get; init; } = Language.English;

    /// <summary>The one this process was started on.</summary>
    public static Terminal OfProcess() => new()
    {
        Out = Console.Out,
        Error = Console.Error,
        Width = Columns(),
        IsLive = !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("TERM") is not "dumb",
        Language = ScreenLanguage.OfEnvironment(Environment.GetEnvironmentVariable),
    };

    private static int Columns()
    {
        try
        {
            return Console.IsOutputRedirected || Console.WindowWidth <= 0 ? Narrowest : Math.Min(Console.WindowWidth, Widest);
        }
        catch (IOException)
        {
            return Narrowest;
        }
    }
}

/// <summary>Which language a person at this machine reads.</summary>
public static class ScreenLanguage
{
    public const string Option = "--lang";

    // In the order in which POSIX lets them win.
    private static readonly string[] Variables = ["LC_ALL", "LC_MESSAGES", "LANG"];

    /// <summary>Vietnamese on a Vietnamese locale, else English. <c>C</c> and <c>POSIX</c> name no language, so the next variable is asked.</summary>
    public static Language OfEnvironment(Func<string, string?> variable)
    {
        var named = Variables.Select(name => variable(name)?.Split('.', '_', '-', '@')[0]).FirstOrDefault(name => name is { Length: > 0 } and not ("C" or "POSIX"));
        return "vi".Equals(named, StringComparison.OrdinalIgnoreCase) ? Language.Vietnamese : Language.English;
    }

    /// <summary>What the arguments ask for; null when they ask for nothing, or for a language that there is not, which the parser refuses.</summary>
    public static Language? OfArguments(IReadOnlyList<string> args)
    {
        Language? chosen = null;
        for (var i = 0; i < args.Count && args[i] != "--"; i++)
        {
            var value = args[i] == Option && i + 1 < args.Count ? args[i + 1]
                : args[i].StartsWith(Option + "=", StringComparison.Ordinal) || args[i].StartsWith(Option + ":", StringComparison.Ordinal) ? args[i][(Option.Length + 1)..]
                : null;
            chosen = value switch
            {
                "vi" => Language.Vietnamese,
                "en" => Language.English,
                _ => chosen,
            };
        }

        return chosen;
    }
}
