using ActionSheets;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddActionSheets(builder.Configuration);
await builder.Build().RunAsync();
