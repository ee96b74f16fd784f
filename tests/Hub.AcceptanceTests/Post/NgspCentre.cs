namespace Hub.AcceptanceTests.Post;

public sealed class NgspCentre : PostCentre
{
    public override string Dialect => "a";
}
