namespace Hub.Sandbox.Post;

/// <summary>A step's own name, its code in A and B, its code in D, and what the operator calls it.</summary>
internal sealed record PostStepCodes(string Name, int Ngsp, int MyVnpost, string Wording);
