namespace Hub.AcceptanceTests.Post;

/// <summary>Its operator has no interface: the staff find their jobs in the hub.</summary>
public sealed class DeskCentre : PostCentre
{
    public override string Dialect => "desk";

    protected override IEnumerable<string> Operators => [$"--Post:Operators:{Operator}:Dialect=desk"];
}
