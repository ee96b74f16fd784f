namespace Hub.Postal.Print.Codes;

/// <summary>A black box of a code, in modules from the upper left corner.</summary>
public readonly record struct CodeBox(int X, int Y, int Width, int Height);
