namespace Hub.Core.Tasks;

/// <param name="By">Key id or token subject; <c>hub</c> when what was asked for happened.</param>
public sealed record TaskEnd(string Kind, string Subject, DateTimeOffset At, string By, string Result);
