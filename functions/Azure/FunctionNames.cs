namespace Hub.Functions.Azure;

/// <summary>
/// What the functions are called: the kind of their trigger and, after it, the words of what they serve.
/// </summary>
public static class FunctionNames
{
    /// <summary>Events that case systems put on a queue instead of posting them.</summary>
    public const string IncomingEvents = "Events_Incoming";

    /// <summary>Endpoints with one tag.</summary>
    public static string Http(string tag) => "Http_" + Word(tag);

    /// <summary>The notices of one lane.</summary>
    public static string Lane(string lane) => "Lane_" + Word(lane);

    public static string Timer(string schedule) => "Timer_" + Word(schedule);

    // An application setting that switches a function off holds its name, and there a hyphen cannot stand.
    private static string Word(string text) => text.Replace('-', '_').Replace(' ', '_');
}
