namespace Hub.Core.Dossiers;

/// <summary>What a connector found wanting in a dossier before it told its partner.</summary>
public sealed record TimelineFinding(string Rule, string Text);
