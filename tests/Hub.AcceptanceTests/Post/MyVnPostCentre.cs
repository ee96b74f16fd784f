using System.Text.Json.Nodes;

namespace Hub.AcceptanceTests.Post;

/// <summary>Its operator pushes when a test says so.</summary>
public sealed class MyVnPostCentre : PostCentre
{
    public override string Dialect => "d";

    public override Task TellAsync() => Twin.JsonAsync("POST", "_twin/post/push", new JsonObject());

    protected override async Task PrepareAsync()
    {
        await base.PrepareAsync();
        await PushToHubAsync(Operator);
    }
}
