using System.Text.Json;
using ActionSheets.Tests.Asking;
using Support;

namespace ActionSheets.Tests.Attachments;

/// <summary>Attaching as a script would.</summary>
internal static class AttachmentClient
{
    public static Task<Reply> AttachAsync(this HttpClient client, string sheet, params (string Name, byte[] Content)[] files) =>
        client.AttachToAsync($"/api/action-sheets/{sheet}", files);

    /// <param name="holder">Path of a sheet or a draft.</param>
    public static Task<Reply> AttachToAsync(this HttpClient client, string holder, params (string Name, byte[] Content)[] files)
    {
        var form = new MultipartFormDataContent { { new StringContent("a page's own field"), "other" } };
        foreach (var (name, content) in files)
        {
            form.Add(new ByteArrayContent(content), "file", name);
        }

        return client.AskAsync(HttpMethod.Post, holder + "/attachments", form);
    }

    public static async Task<IReadOnlyList<JsonElement>> AttachmentsAsync(this HttpClient client, string sheet) =>
        [.. (await client.ReadAsync($"/api/action-sheets/{sheet}")).Is(200).Json.GetProperty("attachments").EnumerateArray()];

    /// <summary>Waits for every verdict; the states in order.</summary>
    public static async Task<IReadOnlyList<string>> JudgedAsync(this HttpClient client, string sheet) => await Probe.ForAsync(
        "every file is judged",
        async () => (await client.AttachmentsAsync(sheet)).Select(file => file.GetProperty("state").GetString()!).ToList() is var states
            && !states.Contains("quarantine") ? states : null);
}
